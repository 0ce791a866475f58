package city.zhanqiao.pilots.pilot;

import java.util.List;

/** Why an act on a pilot did not take place. */
sealed interface Refusal {

    /** No such pilot, or not one of the caller's district. */
    record NotFound() implements Refusal {}

    /** The pilot has no such move. */
    record NoSuchMove() implements Refusal {}

    /** Somebody else changed the pilot since the caller looked. */
    record Stale() implements Refusal {}

    /** The move does not fit the state. */
    record WrongState(Pilot.State actual) implements Refusal {}

    /** Another move waits for its approval. */
    record MovePending() implements Refusal {}

    /** The move was decided before. */
    record AlreadyDecided(Move.Status status) implements Refusal {}

    /** Nobody approves a move of their own. */
    record ApproverIsAuthor() implements Refusal {}

    /** The scenario has another pilot in the district at the same time. */
    record Overlaps() implements Refusal {}

    /** Qingdao has no such district. */
    record UnknownDistrict() implements Refusal {}

    /** The caller works for another district. */
    record OtherDistrict() implements Refusal {}

    record UnknownDepartment() implements Refusal {}

    /** No service can tell who belongs to these groups. */
    record UnknownGroups(List<String> groups) implements Refusal {}

    /** A share or groups of residents, for what is for everybody in a place. */
    record NotForSome() implements Refusal {}

    /** No pilot holds back what warns of danger. */
    record NeverAPilot() implements Refusal {}

    /** There is nothing to compare the pilot with. */
    record NothingToCompare() implements Refusal {}

    /** The last day is before the first. */
    record WindowReversed() implements Refusal {}

    /** An expansion would let fewer in. */
    record Narrows() implements Refusal {}

    /** The move would take effect before today. */
    record EffectiveInPast() implements Refusal {}
}
