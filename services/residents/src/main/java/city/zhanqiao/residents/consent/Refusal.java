package city.zhanqiao.residents.consent;

/** Why consent was not taken down. */
sealed interface Refusal {

    /** No such text, or no such version of it. */
    record TextUnknown() implements Refusal {}

    /** There is a newer version. */
    record TextOutdated() implements Refusal {}

    /** What was shown is not what was published. */
    record TextDiffers() implements Refusal {}

    /** It stands already. */
    record AlreadyGiven() implements Refusal {}

    /** A child under 14 cannot agree alone (个人信息保护法 §31). */
    record NeedsGuardian() implements Refusal {}

    /** No such consent, or not one that the caller may know of. */
    record NotFound() implements Refusal {}

    /** The caller is not the guardian of that person. */
    record NotGuardian() implements Refusal {}
}
