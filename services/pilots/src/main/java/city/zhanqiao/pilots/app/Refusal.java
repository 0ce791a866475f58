package city.zhanqiao.pilots.app;

/** Why a document was not changed. */
sealed interface Refusal {

    /** Somebody else changed it since the caller looked. */
    record Stale() implements Refusal {}

    /** No version waits for a decision. */
    record NothingProposed() implements Refusal {}

    /** Nobody approves a version of their own. */
    record ApproverIsAuthor() implements Refusal {}

    /** The recommended version is older than the minimum. */
    record VersionsReversed(int index) implements Refusal {}

    /** Something stands in it twice. */
    record Twice(int index) implements Refusal {}

    /** A window ends before it begins, or is longer than a week. */
    record WindowUnsound(int index) implements Refusal {}
}
