package city.zhanqiao.web.request;

import org.slf4j.MDC;

import reactor.core.publisher.Signal;
import reactor.util.context.ContextView;

import java.util.function.Consumer;

/**
 * Puts the request id and the trace id into the log lines of reactive chains.
 *
 * <p>By hand, because letting Reactor carry thread locals everywhere costs a quarter of the CPU and
 * is switched on for a whole JVM. Use it with {@code doOnEach}:
 *
 * <pre>{@code
 * .doOnEach(onNext(saved -> log.info("Saved {}", saved.id())))
 * }</pre>
 */
public final class RequestLogs {

    /** MDC key of the request id. */
    public static final String REQUEST_ID = "requestId";

    /** MDC key of the trace id, the one that Micrometer uses too. */
    public static final String TRACE_ID = "traceId";

    private RequestLogs() {}

    /** Logs a value. */
    public static <T> Consumer<Signal<T>> onNext(Consumer<? super T> line) {
        return signal -> {
            var value = signal.get();
            if (signal.isOnNext() && value != null) {
                within(signal.getContextView(), () -> line.accept(value));
            }
        };
    }

    /** Logs an error; the error goes on. */
    public static <T> Consumer<Signal<T>> onError(Consumer<? super Throwable> line) {
        return signal -> {
            var error = signal.getThrowable();
            if (error != null) {
                within(signal.getContextView(), () -> line.accept(error));
            }
        };
    }

    /** Runs one log statement for the request of this context. */
    public static void within(ContextView context, Runnable line) {
        RequestInfo.of(context).ifPresentOrElse(request -> within(request, line), line);
    }

    /** Runs one log statement for this request. */
    public static void within(RequestInfo request, Runnable line) {
        try (var _ = MDC.putCloseable(REQUEST_ID, request.id());
                var _ = MDC.putCloseable(TRACE_ID, request.traceId().orElse(""))) {
            line.run();
        }
    }
}
