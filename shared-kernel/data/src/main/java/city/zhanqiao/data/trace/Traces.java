package city.zhanqiao.data.trace;

import io.micrometer.common.KeyValues;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import io.micrometer.observation.transport.Kind;
import io.micrometer.observation.transport.ReceiverContext;
import io.micrometer.tracing.TraceContext;
import io.micrometer.tracing.handler.TracingObservationHandler.TracingContext;

import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

import java.util.Optional;

/**
 * Carries a trace over what lies between two processes or two transactions: a row, a stream. The
 * text is a {@code traceparent} (W3C Trace Context §3.2); it names nobody.
 */
public final class Traces {

    private static final String TRACEPARENT = "traceparent";

    private final ObservationRegistry registry;

    Traces(ObservationRegistry registry) {
        this.registry = registry;
    }

    /** The trace of this chain; empty when nobody records it. */
    public static Optional<String> current(ContextView context) {
        return context.<Observation>getOrEmpty(ObservationThreadLocalAccessor.KEY)
                .map(observation ->
                        observation.getContextView().<TracingContext>get(TracingContext.class))
                .map(TracingContext::getSpan)
                .map(span -> span.context())
                .filter(trace -> Boolean.TRUE.equals(trace.sampled()))
                .map(Traces::toTraceparent);
    }

    /**
     * Measures work, as a part of the trace that caused it.
     *
     * @param name of the timer and of the span, such as {@code zhanqiao.event}
     * @param cause as {@link #current} gave it
     * @param keys few values each, because every combination is a time series
     */
    public <T> Mono<T> observe(String name, Optional<String> cause, KeyValues keys, Mono<T> work) {
        return Mono.defer(() -> {
            Observation observed =
                    Observation.start(name, () -> toContext(name, cause, keys), registry);
            return work.doOnError(observed::error)
                    .doFinally(_ -> observed.stop())
                    .contextWrite(
                            context -> context.put(ObservationThreadLocalAccessor.KEY, observed));
        });
    }

    private static ReceiverContext<Optional<String>> toContext(
            String name, Optional<String> cause, KeyValues keys) {
        var context =
                new ReceiverContext<Optional<String>>(
                        (carrier, key) -> key.equals(TRACEPARENT) ? carrier.orElse(null) : null,
                        Kind.CONSUMER);
        context.setCarrier(cause);
        context.setName(name);
        context.addLowCardinalityKeyValues(keys);
        return context;
    }

    private static String toTraceparent(TraceContext trace) {
        return "00-%s-%s-01".formatted(trace.traceId(), trace.spanId());
    }
}
