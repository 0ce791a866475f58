package city.zhanqiao.applications.item;

import city.zhanqiao.city.department.DepartmentCode;
import city.zhanqiao.city.identity.RealNameLevel;
import city.zhanqiao.city.money.Fen;

import com.fasterxml.jackson.annotation.JsonIgnore;

import tools.jackson.databind.JsonNode;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

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
        List<Member> members) {

    public ItemDefinition {
        // Versions published before there were any say nothing of them.
        variants = variants == null ? List.of() : List.copyOf(variants);
        members = members == null ? List.of() : List.copyOf(members);
    }

    /** Whether this is one thing done once (一件事): a graph of items. */
    @JsonIgnore
    public boolean isBundle() {
        return !members.isEmpty();
    }

    /** The bundle with the form and the papers of its members. */
    ItemDefinition with(JsonNode merged, List<Material> papers) {
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
                members);
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

    /**
     * A paper the item needs.
     *
     * @param source who issues it
     * @param agency the issuing agency; what an agency issues and shares is never asked of a
     *     resident
     * @param when only for some answers; always, if absent
     */
    public record Material(
            String code,
            Text name,
            Need need,
            MaterialForm form,
            Source source,
            Optional<DepartmentCode> agency,
            boolean shared,
            Optional<Condition> when) {

        public Material {
            // Versions published before there were any conditions say nothing of them.
            when = when == null ? Optional.empty() : when;
        }

        Material with(Need other) {
            return new Material(code, name, other, form, source, agency, shared, when);
        }

        /** Whether it is needed by somebody who gave these answers. */
        public boolean appliesTo(JsonNode answers) {
            return when.map(condition -> condition.holdsFor(answers)).orElse(true);
        }

        /** Whether the resident has to bring it. */
        @JsonIgnore
        public boolean isAsked() {
            return source == Source.APPLICANT && need != Need.OPTIONAL;
        }
    }

    /** An answer that makes a paper needed: "are you a tenant?" */
    public record Condition(String question, JsonNode is) {
        boolean holdsFor(JsonNode answers) {
            return is.equals(answers.path(question));
        }
    }

    /** How much a paper is needed; 容缺 papers may follow later. */
    public enum Need {
        REQUIRED,
        OPTIONAL,
        MAY_FOLLOW
    }

    /** The shape of a paper. */
    public enum MaterialForm {
        ORIGINAL,
        COPY,
        ELECTRONIC
    }

    /** Where a paper comes from. */
    public enum Source {
        APPLICANT,
        AGENCY
    }

    /** Another promise when a question has an answer. */
    public record Variant(String question, JsonNode is, int promisedDays) {}

    /**
     * An item in the graph of a bundle.
     *
     * @param place such as {@code A3}
     * @param optional whether the resident chooses it
     * @param needs what must exist before it starts
     * @param answers the item's question to the bundle's, where their names differ
     * @param presets the item's questions that the bundle itself answers
     */
    public record Member(
            String place,
            String item,
            int version,
            boolean optional,
            Optional<Join> needs,
            Map<String, String> answers,
            Map<String, JsonNode> presets) {
        public Member {
            needs = needs == null ? Optional.empty() : needs;
            answers = answers == null ? Map.of() : Map.copyOf(answers);
            presets = presets == null ? Map.of() : Map.copyOf(presets);
        }
    }

    /**
     * When a member starts: {@code least} of the results of these members exist.
     *
     * @param least 1 for any, the size for all, else n of m
     */
    public record Join(List<String> of, int least) {
        public Join {
            of = List.copyOf(of);
            least = least == 0 ? of.size() : least;
        }

        /** Whether those that exist are enough. */
        public boolean isMetBy(Predicate<String> exists) {
            return of.stream().filter(exists).count() >= least;
        }
    }
}
