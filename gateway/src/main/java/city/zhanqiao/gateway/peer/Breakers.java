package city.zhanqiao.gateway.peer;

import city.zhanqiao.city.problem.ProblemException;
import city.zhanqiao.gateway.GatewayProblem;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;

import org.springframework.stereotype.Component;

import reactor.core.publisher.Mono;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * One circuit breaker for each service. Only silence counts: refused and lost connections and
 * time-outs. A service that answers, whatever it answers, is there.
 */
@Component
public final class Breakers {

    private final Map<Peer, CircuitBreaker> breakers = new EnumMap<>(Peer.class);
    private final Duration wait;

    Breakers(PeerSettings settings) {
        this.wait = settings.gateway().breakerWait();
        var config =
                CircuitBreakerConfig.custom()
                        .slidingWindowType(CircuitBreakerConfig.SlidingWindowType.TIME_BASED)
                        .slidingWindowSize(10)
                        .minimumNumberOfCalls(10)
                        .failureRateThreshold(50)
                        .waitDurationInOpenState(wait)
                        .permittedNumberOfCallsInHalfOpenState(3)
                        .automaticTransitionFromOpenToHalfOpenEnabled(false)
                        .recordException(Silence::isSilence)
                        .build();
        for (var peer : Peer.values()) {
            breakers.put(peer, CircuitBreaker.of(peer.service(), config));
        }
    }

    /**
     * Lets a call through while the service is trusted to answer. While it is left alone, the call
     * is refused at once with {@code UPSTREAM_UNAVAILABLE}; silence is told as the same or as
     * {@code UPSTREAM_TIME_OUT}.
     */
    public <T> Mono<T> guard(Peer peer, Mono<T> call) {
        var breaker = breakers.get(peer);
        return breaker == null ? call : Mono.defer(() -> guard(peer, breaker, call));
    }

    private <T> Mono<T> guard(Peer peer, CircuitBreaker breaker, Mono<T> call) {
        if (!breaker.tryAcquirePermission()) {
            return Mono.error(
                    new ProblemException(GatewayProblem.UPSTREAM_UNAVAILABLE, peer)
                            .withRetryAfter(wait));
        }
        long began = System.nanoTime();
        return call.doOnSuccess(
                        _ -> breaker.onSuccess(System.nanoTime() - began, TimeUnit.NANOSECONDS))
                .doOnError(fault ->
                        breaker.onError(System.nanoTime() - began, TimeUnit.NANOSECONDS, fault))
                .doOnCancel(breaker::releasePermission)
                .onErrorMap(Silence::isSilence, fault -> Silence.toProblem(peer, fault));
    }
}
