package city.zhanqiao.residents.mydata;

import city.zhanqiao.data.personal.PersonalPart.OpenMatter;

import java.util.List;
import java.util.UUID;

/** Why a request about data was not taken or not carried out. */
sealed interface Refusal {

    /** An export is being gathered already. */
    record ExportUnderWay(UUID id) implements Refusal {}

    /** No such request, or not the caller's. */
    record NotFound() implements Refusal {}

    /** Not complete yet. */
    record NotReady() implements Refusal {}

    /** Matters are under way; they end first. */
    record OpenMatters(List<OpenMatter> matters) implements Refusal {}

    /** It was decided before. */
    record Decided() implements Refusal {}

    /** The new value cannot stand in the field, or belongs to somebody else. */
    record BadValue(city.zhanqiao.residents.profile.Refusal why) implements Refusal {}

    /** A correction needs a field and a value, other requests have none. */
    record CorrectionIncomplete() implements Refusal {}

    /** The caller is not, or no longer, the child's guardian. */
    record NotGuardian() implements Refusal {}

    /** Nobody is their own relative. */
    record SamePerson() implements Refusal {}

    /**
     * A document does not identify anybody.
     *
     * @param at JSON Pointer to it
     */
    record Unidentified(String at, city.zhanqiao.residents.profile.Refusal why)
            implements Refusal {}

    /** A refusal needs its reason (个人信息保护法 §50). */
    record ReasonMissing() implements Refusal {}
}
