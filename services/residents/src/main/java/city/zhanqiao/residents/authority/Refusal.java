package city.zhanqiao.residents.authority;

/** Why authority was not given, recorded or ended. */
sealed interface Refusal {

    /** Nobody needs authority to act for themselves. */
    record Own() implements Refusal {}

    /** The agent has given authority to the principal, directly or through others. */
    record Cycle() implements Refusal {}

    /** The term begins in the past, ends before it begins or lasts too long. */
    record BadTerm() implements Refusal {}

    /** No file has this name and number together. */
    record AgentUnknown() implements Refusal {}

    /** Who acts for others is of age (民法典 §17, 18). */
    record AgentUnderAge() implements Refusal {}

    /** The child has had their 14th birthday. */
    record ChildTooOld() implements Refusal {}

    /** It is recorded already. */
    record AlreadyRecorded() implements Refusal {}

    /** No such authority, or not one that the caller may know of. */
    record NotFound() implements Refusal {}

    /**
     * A document does not identify anybody.
     *
     * @param at JSON Pointer to it
     */
    record Unidentified(String at, city.zhanqiao.residents.profile.Refusal why)
            implements Refusal {}
}
