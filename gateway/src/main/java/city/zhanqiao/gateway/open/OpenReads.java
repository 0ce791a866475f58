package city.zhanqiao.gateway.open;

import city.zhanqiao.gateway.open.OpenAnswer.Question;
import city.zhanqiao.gateway.route.RouteTable;

import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;

import reactor.core.publisher.Mono;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/** Answers public reads from memory. Everything else goes its way. */
@Component
class OpenReads implements WebFilter, Ordered {

    private static final String OPEN = "/open/";
    private static final int LONGEST_ADDRESS = 1024;
    private static final int LONGEST_ACCEPT = 100;

    private final OpenMemory memory;
    private final OpenSettings settings;
    private final RouteTable routes;
    private final InstantSource clock;

    OpenReads(OpenMemory memory, OpenSettings settings, RouteTable routes, InstantSource clock) {
        this.memory = memory;
        this.settings = settings;
        this.routes = routes;
        this.clock = clock;
    }

    /** Behind everything that may refuse. */
    @Override
    public int getOrder() {
        return -50;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        return find(exchange)
                .map(row -> answer(exchange, row))
                .orElseGet(() -> chain.filter(exchange));
    }

    private Optional<RouteTable.Row> find(ServerWebExchange exchange) {
        var request = exchange.getRequest();
        var path = request.getPath().value();
        return isRead(request) && path.startsWith(OPEN) && path.length() <= LONGEST_ADDRESS
                ? routes.find(path).filter(row -> settings.fresh().containsKey(row.noun()))
                : Optional.empty();
    }

    private static boolean isRead(ServerHttpRequest request) {
        return request.getMethod().equals(HttpMethod.GET)
                || request.getMethod().equals(HttpMethod.HEAD);
    }

    private Mono<Void> answer(ServerWebExchange exchange, RouteTable.Row row) {
        exchange.getAttributes().put(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE, row.pattern());
        return memory.get(toQuestion(exchange.getRequest(), row))
                .flatMap(answer -> write(exchange, answer));
    }

    private static Question toQuestion(ServerHttpRequest request, RouteTable.Row row) {
        var query = request.getURI().getRawQuery();
        var path = request.getPath().value();
        var accept = request.getHeaders().getFirst(HttpHeaders.ACCEPT);
        return new Question(
                row.peer(),
                row.noun(),
                query == null ? path : path + "?" + query,
                ReadingLanguage.of(request),
                accept == null || accept.length() > LONGEST_ACCEPT ? "*/*" : accept);
    }

    private Mono<Void> write(ServerWebExchange exchange, OpenAnswer answer) {
        var response = exchange.getResponse();
        response.setStatusCode(HttpStatusCode.valueOf(answer.status()));
        response.getHeaders().putAll(answer.headers());
        if (answer.isKept()) {
            var age = Duration.between(answer.fetchedAt(), clock.instant());
            response.getHeaders().set(HttpHeaders.AGE, String.valueOf(age.toSeconds()));
            if (exchange.checkNotModified(answer.etag())) {
                return response.setComplete();
            }
        }
        response.getHeaders().setContentLength(answer.body().length);
        return exchange.getRequest().getMethod().equals(HttpMethod.HEAD)
                ? response.setComplete()
                : response.writeWith(
                        Mono.fromSupplier(() -> response.bufferFactory().wrap(answer.body())));
    }
}
