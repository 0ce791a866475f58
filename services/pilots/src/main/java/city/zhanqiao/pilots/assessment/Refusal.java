package city.zhanqiao.pilots.assessment;

import java.time.YearMonth;

/** Why an assessment was not made or changed. */
sealed interface Refusal {

    record NoSuchRound() implements Refusal {}

    record NotFound() implements Refusal {}

    /** The pilot is not among those that were assessed. */
    record PilotNotAssessed() implements Refusal {}

    /** The round has been assessed at this point; what was wrong is corrected by a note. */
    record AlreadyAssessed() implements Refusal {}

    /** The last month is not over. */
    record TooEarly() implements Refusal {}

    /** What is counted in two ways cannot be one number. */
    record DefinitionChanges(YearMonth from) implements Refusal {}

    record NoSuchRisk() implements Refusal {}
}
