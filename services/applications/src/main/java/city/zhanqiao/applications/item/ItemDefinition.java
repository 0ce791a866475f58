package city.zhanqiao.applications.item;

import city.zhanqiao.city.department.DepartmentCode;
import city.zhanqiao.city.identity.RealNameLevel;
import city.zhanqiao.city.money.Fen;

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
        JsonNode form) {

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
     */
    public record Material(
            String code,
            Text name,
            Need need,
            MaterialForm form,
            Source source,
            Optional<DepartmentCode> agency,
            boolean shared) {

        /** Whether the resident has to bring it. */
        public boolean isAsked() {
            return source == Source.APPLICANT && need != Need.OPTIONAL;
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
}
