package city.zhanqiao.gateway.route;

import static org.springframework.cloud.gateway.support.ServerWebExchangeUtils.GATEWAY_ALREADY_ROUTED_ATTR;

import city.zhanqiao.city.problem.ProblemException;
import city.zhanqiao.gateway.GatewayProblem;
import city.zhanqiao.gateway.peer.Breakers;
import city.zhanqiao.gateway.peer.Peer;
import city.zhanqiao.gateway.peer.Peers;
import city.zhanqiao.gateway.peer.Silence;
import city.zhanqiao.web.problem.CommonProblem;

import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.cloud.gateway.filter.RouteToRequestUrlFilter;
import org.springframework.core.Ordered;
import org.springframework.http.HttpMethod;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;

import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

import java.time.Duration;
import java.util.regex.Pattern;

/**
 * Takes a request to its service and waits until the answer begins: within the size limit, the time
 * budget and the circuit breaker. A question (GET, HEAD) whose connection broke is asked once more;
 * an act never is, because the caller alone knows its key.
 */
@Component
class UpstreamFilter implements GlobalFilter, Ordered {

    private static final Duration BEFORE_RETRY = Duration.ofMillis(50);

    /** Papers of a case and attachments of a notice: streamed, and larger than other bodies. */
    private static final Pattern UPLOADS =
            Pattern.compile(
                    "/(?:api/v1/applications/[^/]+/materials/[^/]+"
                            + "|admin/v1/applications/[^/]+/materials/[^/]+"
                            + "|admin/v1/notices/[^/]+/attachments(?:/[^/]+)?)");

    private final Peers peers;
    private final Breakers breakers;
    private final RetryBudget retries;
    private final Admission admission;
    private final RouteSettings limits;

    UpstreamFilter(
            Peers peers,
            Breakers breakers,
            Admission admission,
            RetryBudget retries,
            RouteSettings limits) {
        this.peers = peers;
        this.breakers = breakers;
        this.admission = admission;
        this.retries = retries;
        this.limits = limits;
    }

    /** After the address is known and before the request is sent. */
    @Override
    public int getOrder() {
        return RouteToRequestUrlFilter.ROUTE_TO_URL_FILTER_ORDER + 1;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        RouteTable.Row row = exchange.getRequiredAttribute(RouteMapping.ROW);
        row.tell(exchange);
        var peer = row.peer();
        if (peers.address(peer).isEmpty()) {
            return Mono.error(new ProblemException(GatewayProblem.UPSTREAM_UNAVAILABLE, peer));
        }
        var request = new SentBody(exchange.getRequest(), limit(exchange));
        if (request.saysTooMuch()) {
            return Mono.error(new ProblemException(CommonProblem.CONTENT_TOO_LARGE));
        }
        var sending = exchange.mutate().request(request).build();
        return admission.admit(
                peer,
                Priority.of(request),
                breakers.guard(peer, send(sending, request, chain, peer)));
    }

    private Mono<Void> send(
            ServerWebExchange exchange, SentBody request, GatewayFilterChain chain, Peer peer) {
        retries.save(peer);
        var answer =
                Mono.defer(() -> chain.filter(exchange))
                        .timeout(request.sent().then(Mono.delay(peers.timeBudget())));
        return isQuestion(request)
                ? answer.retryWhen(
                        Retry.backoff(1, BEFORE_RETRY)
                                .jitter(1)
                                .filter(fault -> Silence.isLost(fault) && retries.spend(peer))
                                .doBeforeRetry(_ -> beginAgain(exchange))
                                .onRetryExhaustedThrow((_, tried) -> tried.failure()))
                : answer;
    }

    private static void beginAgain(ServerWebExchange exchange) {
        exchange.getAttributes().remove(GATEWAY_ALREADY_ROUTED_ATTR);
    }

    private static boolean isQuestion(SentBody request) {
        return request.isEmpty()
                && (request.getMethod().equals(HttpMethod.GET)
                        || request.getMethod().equals(HttpMethod.HEAD));
    }

    private long limit(ServerWebExchange exchange) {
        var path = exchange.getRequest().getPath().value();
        return (UPLOADS.matcher(path).matches() ? limits.upload() : limits.body()).toBytes();
    }
}
