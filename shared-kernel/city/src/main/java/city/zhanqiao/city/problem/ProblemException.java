package city.zhanqiao.city.problem;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Carries a problem through a reactive chain to the HTTP edge. It has no stack trace: it tells a
 * caller something, it does not mark a fault of ours.
 */
public final class ProblemException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient ProblemType type;
    private final transient List<Object> arguments;
    private final transient List<FieldFault> faults;
    private final transient Optional<Duration> retryAfter;

    /**
     * @param arguments fill the {@code {0}}, {@code {1}} … of the texts; never personal data
     */
    public ProblemException(ProblemType type, Object... arguments) {
        this(type, List.of(arguments), List.of(), Optional.empty());
    }

    private ProblemException(
            ProblemType type,
            List<Object> arguments,
            List<FieldFault> faults,
            Optional<Duration> retryAfter) {
        super(type.name(), null, false, false);
        this.type = type;
        this.arguments = arguments;
        this.faults = faults;
        this.retryAfter = retryAfter;
    }

    /** Adds what is wrong with each field. */
    public ProblemException withFaults(List<FieldFault> found) {
        return new ProblemException(type, arguments, List.copyOf(found), retryAfter);
    }

    /** Tells the caller when to come again, in whole seconds. */
    public ProblemException withRetryAfter(Duration wait) {
        return new ProblemException(type, arguments, faults, Optional.of(wait));
    }

    public ProblemType type() {
        return type;
    }

    public List<Object> arguments() {
        return arguments;
    }

    public List<FieldFault> faults() {
        return faults;
    }

    public Optional<Duration> retryAfter() {
        return retryAfter;
    }
}
