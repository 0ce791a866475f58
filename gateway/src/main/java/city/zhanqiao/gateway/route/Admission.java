package city.zhanqiao.gateway.route;

import city.zhanqiao.city.problem.ProblemException;
import city.zhanqiao.gateway.GatewayProblem;
import city.zhanqiao.gateway.peer.Peer;

import com.netflix.concurrency.limits.Limit;
import com.netflix.concurrency.limits.limit.Gradient2Limit;
import com.netflix.concurrency.limits.limit.WindowedLimit;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.stereotype.Component;

import reactor.core.publisher.Mono;
import reactor.core.publisher.SignalType;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Sheds load before queues grow: for each service a limit of requests under way that follows its
 * latency (Gradient2 of Netflix' concurrency-limits). What is beyond is turned away at once, and by
 * priority.
 *
 * <p>By itself Gradient2 takes a rise from 2 to 10 ms for an overload, and once small it grows by
 * less than one request a second. So an answer that begins within {@code unhurried} counts as
 * {@code unhurried}, whatever faster means; the limit is looked at ten times a second, and grows by
 * a tenth.
 */
@Component
class Admission {

    private static final Duration WINDOW = Duration.ofMillis(100);

    /** How long the usual latency of a service is remembered. */
    private static final Duration MEMORY = Duration.ofMinutes(10);

    private final Map<Peer, Gate> gates = new EnumMap<>(Peer.class);

    Admission(RouteSettings settings, MeterRegistry meters) {
        for (var peer : Peer.values()) {
            var gate = new Gate(newLimit(settings), settings);
            gates.put(peer, gate);
            Gauge.builder("zhanqiao.gateway.limit", gate.limit(), Limit::getLimit)
                    .description("Requests that may be under way to a service")
                    .tag("upstream", peer.service())
                    .register(meters);
            Gauge.builder("zhanqiao.gateway.under.way", gate.underWay(), AtomicInteger::get)
                    .tag("upstream", peer.service())
                    .register(meters);
        }
    }

    /** Lets the call begin if there is room for its priority. */
    Mono<Void> admit(Peer peer, Priority priority, Mono<Void> call) {
        var gate = Objects.requireNonNull(gates.get(peer));
        return Mono.defer(() -> gate.admit(priority, call));
    }

    /** Takes the latency of each request, and tells how many may be under way. */
    static Limit newLimit(RouteSettings settings) {
        return WindowedLimit.newBuilder()
                .minWindowTime(WINDOW.toMillis(), TimeUnit.MILLISECONDS)
                .minRttThreshold(0, TimeUnit.NANOSECONDS)
                .build(
                        Gradient2Limit.newBuilder()
                                .initialLimit(settings.initialConcurrency())
                                .minLimit(settings.leastConcurrency())
                                .maxConcurrency(settings.mostConcurrency())
                                .rttTolerance(2)
                                .longWindow((int) MEMORY.dividedBy(WINDOW))
                                .smoothing(0.5)
                                .queueSizeFunction(limit -> Math.max(4, limit / 5))
                                .build());
    }

    /** What the limit is told of one request; times in nanoseconds. */
    static void sample(
            Limit limit,
            RouteSettings settings,
            long began,
            long took,
            int underWay,
            boolean lost) {
        limit.onSample(began, Math.max(took, settings.unhurried().toNanos()), underWay, lost);
    }

    private record Gate(Limit limit, RouteSettings settings, AtomicInteger underWay) {

        Gate(Limit limit, RouteSettings settings) {
            this(limit, settings, new AtomicInteger());
        }

        Mono<Void> admit(Priority priority, Mono<Void> call) {
            int now = underWay.incrementAndGet();
            if (now > priority.of(limit.getLimit())) {
                underWay.decrementAndGet();
                return Mono.error(
                        new ProblemException(GatewayProblem.OVERLOADED)
                                .withRetryAfter(someSeconds()));
            }
            long began = System.nanoTime();
            return call.doFinally(end -> leave(end, began, now));
        }

        private void leave(SignalType end, long began, int underWayThen) {
            underWay.decrementAndGet();
            if (end != SignalType.CANCEL) {
                sample(
                        limit,
                        settings,
                        began,
                        System.nanoTime() - began,
                        underWayThen,
                        end == SignalType.ON_ERROR);
            }
        }

        /** Not the same for all, who would else come back together. */
        private static Duration someSeconds() {
            return Duration.ofSeconds(ThreadLocalRandom.current().nextInt(1, 6));
        }
    }
}
