package city.zhanqiao.city.problem;

/**
 * A kind of problem with a stable name. Each module lists its own in one enum; the words that
 * people read stand in the module's resource bundle {@link #bundle()} under {@code <CODE>.title},
 * {@code <CODE>.detail} and, where the caller can do something, {@code <CODE>.next}, in Chinese
 * (default) and English.
 */
public interface ProblemType {

    /** Stable, upper snake case; an enum constant's own name. */
    String name();

    /** HTTP status, 400 to 599. */
    int status();

    /** Whether the same request may succeed later without a change. */
    default boolean retryable() {
        return status() == 429 || status() == 503 || status() == 504;
    }

    /** Base name of the resource bundle with the words. */
    String bundle();
}
