package city.zhanqiao.gateway.limit;

import city.zhanqiao.city.problem.ProblemException;
import city.zhanqiao.web.problem.CommonProblem;

import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;

import java.time.Duration;

/**
 * Judges a request and tells the caller how much is left (draft-ietf-httpapi-ratelimit-headers-10:
 * {@code RateLimit-Policy}, {@code RateLimit}).
 */
@Component
class Rates {

    private final Counters counters;
    private final RateSettings settings;

    Rates(Counters counters, RateSettings settings) {
        this.counters = counters;
        this.settings = settings;
    }

    RateSettings settings() {
        return settings;
    }

    /** Spends by a policy and tells so; false when too little is left. */
    boolean admits(
            ServerHttpRequest request,
            HttpHeaders answer,
            String policy,
            String caller,
            long limit) {
        var verdict = counters.take(policy + ":" + caller, Cost.of(request), limit);
        tell(answer, policy, verdict);
        return verdict.admitted();
    }

    /** Spends by a policy; throws {@code TOO_MANY_REQUESTS} when too little is left. */
    void spend(ServerWebExchange exchange, String policy, String caller, long limit) {
        var verdict = counters.take(policy + ":" + caller, Cost.of(exchange.getRequest()), limit);
        tell(exchange.getResponse().getHeaders(), policy, verdict);
        if (!verdict.admitted()) {
            throw new ProblemException(CommonProblem.TOO_MANY_REQUESTS)
                    .withRetryAfter(Duration.ofSeconds(verdict.reset()));
        }
    }

    private static void tell(HttpHeaders headers, String policy, Counter.Verdict verdict) {
        // Put together by hand: formatting takes longer than the whole count.
        headers.set(
                "RateLimit-Policy",
                '"' + policy + "\";q=" + verdict.limit() + ";w=" + verdict.seconds());
        headers.set("RateLimit", '"' + policy + "\";r=" + verdict.left() + ";t=" + verdict.reset());
    }
}
