package city.zhanqiao.applications.item;

import city.zhanqiao.city.department.DepartmentCode;
import city.zhanqiao.city.identity.RealNameLevel;
import city.zhanqiao.city.money.Fen;

import com.fasterxml.jackson.annotation.JsonIgnore;

import tools.jackson.databind.JsonNode;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One version of a service item, as published. A running case keeps the version it began with.
 *
 * @param code short name in addresses, such as {@code elder-card}
 * @param version 1, 2, 3 …
 * @param validFrom the first day on which new cases begin with this version, in Shanghai
 * @param implementationCode 实施编码, 31 characters: credit code of the body, level, base code
 * @param clockRegime which law sets the time limit
 * @param department answers for the item, by its office in the district of the case
 * @param statutoryDays the law's limit in working days
 * @param promisedDays the city's promise in working days; never above the law's
 * @param hallVisits how often a resident has to come; 0 means that everything is done online
 * @param minimumLevel how surely the applicant must be known
 * @param intake where the case may be handed in
 * @param form JSON Schema 2020-12 of what is asked
 * @param substantive whether two officers check the substance (行政许可法 §34(3))
 * @param followDays C7: how many working days a 容缺 paper may take; 0 where none may follow
 * @param bereavement whether somebody has died: no rating is asked, no cheerful word said
 * @param variants shorter promises for certain answers
 * @param members of a bundle; empty for a single item
 * @param consents that are asked for separately, beside the application itself
 */
public record ItemDefinition(
        String code,
        int version,
        LocalDate validFrom,
        String implementationCode,
        Text title,
        Text summary,
        ClockRegime clockRegime,
        DepartmentCode department,
        Level level,
        Kind kind,
        int statutoryDays,
        int promisedDays,
        int hallVisits,
        Set<Applicant> applicants,
        RealNameLevel minimumLevel,
        Set<Channel> channels,
        Fee fee,
        List<Text> conditions,
        List<Material> materials,
        List<Text> steps,
        Text result,
        Intake intake,
        String consultation,
        String complaints,
        List<String> legalBasis,
        JsonNode form,
        boolean substantive,
        int followDays,
        boolean bereavement,
        List<Variant> variants,
        List<Member> members,
        Set<SeparateConsent> consents) {

    public ItemDefinition {
        // Versions published before there were any say nothing of them.
        variants = variants == null ? List.of() : List.copyOf(variants);
        members = members == null ? List.of() : List.copyOf(members);
        consents = consents == null ? Set.of() : Set.copyOf(consents);
    }

    /** Whether this is one thing done once (一件事): a graph of items. */
    @JsonIgnore
    public boolean isBundle() {
        return !members.isEmpty();
    }

    /** The bundle with the form, the papers and the consents of its members. */
    ItemDefinition with(JsonNode merged, List<Material> papers, Set<SeparateConsent> separate) {
        return new ItemDefinition(
                code,
                version,
                validFrom,
                implementationCode,
                title,
                summary,
                clockRegime,
                department,
                level,
                kind,
                statutoryDays,
                promisedDays,
                hallVisits,
                applicants,
                minimumLevel,
                channels,
                fee,
                conditions,
                papers,
                steps,
                result,
                intake,
                consultation,
                complaints,
                legalBasis,
                merged,
                substantive,
                followDays,
                bereavement,
                variants,
                members,
                separate);
    }

    /** The member at a place of the graph. */
    public Member member(String place) {
        return members.stream()
                .filter(member -> member.place().equals(place))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no member " + place + " of " + code));
    }

    /** The promise for what was filled in: a commitment, say, makes it shorter. */
    public int promisedDays(JsonNode filledIn) {
        return variants.stream()
                .filter(variant -> variant.is().equals(filledIn.path(variant.question())))
                .mapToInt(Variant::promisedDays)
                .min()
                .orElse(promisedDays);
    }

    /** Words in both languages of the city. */
    public record Text(String zh, String en) {}

    /** Which law sets the limit (计时依据). */
    public enum ClockRegime {
        /** 行政许可法. */
        LICENCE_LAW,
        /** The item's own law or regulation. */
        OWN_LAW,
        /** Nothing but the city's promise. */
        PROMISE
    }

    /** The level of government that exercises the power (行使层级). */
    public enum Level {
        COUNTRY,
        PROVINCE,
        CITY,
        DISTRICT,
        STREET,
        COMMUNITY
    }

    /** 即办件 or 承诺件. */
    public enum Kind {
        INSTANT,
        PROMISED
    }

    /** Who may apply. */
    public enum Applicant {
        PERSON,
        FIRM
    }

    /** How a case comes in. */
    public enum Channel {
        ONLINE,
        WINDOW
    }

    /** Where a case may be handed in: in its own district, in the whole city or province. */
    public enum Intake {
        DISTRICT,
        CITY,
        PROVINCE
    }

    /**
     * What it costs.
     *
     * @param amount nothing, unless a basis is named
     */
    public record Fee(Fen amount, Optional<String> basis) {}

    /** Whose consent the law wants apart from the application (个人信息保护法 §29, §31). */
    public enum SeparateConsent {
        /** Of a parent or other guardian: the matter is about a child under 14. */
        GUARDIAN
    }

    /** Another promise when a question has an answer. */
    public record Variant(String question, JsonNode is, int promisedDays) {}
}
