package city.zhanqiao.gateway.start;

import city.zhanqiao.city.problem.ProblemException;
import city.zhanqiao.gateway.GatewayProblem;
import city.zhanqiao.gateway.route.RouteTable;
import city.zhanqiao.web.language.Language;

import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;

import reactor.core.publisher.Mono;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;

/**
 * Turns apps away that are too old for what they ask, and residents while what they ask for is in
 * maintenance. Staff may always come in: it is they who end it. Open reads go on from memory.
 */
@Component
class AppGate implements WebFilter, Ordered {

    private static final String RESIDENTS = "/api/";
    private static final Duration LONGEST_WAIT = Duration.ofHours(1);

    private final StartCopy copy;
    private final RouteTable routes;
    private final InstantSource clock;

    AppGate(StartCopy copy, RouteTable routes, InstantSource clock) {
        this.copy = copy;
        this.routes = routes;
        this.clock = clock;
    }

    /** Behind the check of the token, which a new version would not mend. */
    @Override
    public int getOrder() {
        return -80;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        var path = exchange.getRequest().getPath().value();
        if (!path.startsWith(RESIDENTS)) {
            return chain.filter(exchange);
        }
        var row = routes.find(path);
        var noun = row.map(RouteTable.Row::noun).orElse("");
        var start = copy.in(Language.of(exchange.getRequest()));
        refuseOldApp(exchange, start, noun);
        row.flatMap(found -> start.windowOf(found.peer().service(), noun, clock.instant()))
                .ifPresent(window -> {
                    throw inMaintenance(window, clock.instant());
                });
        return chain.filter(exchange);
    }

    private static void refuseOldApp(ServerWebExchange exchange, StartDocument start, String noun) {
        var app = appOf(exchange.getRequest(), start);
        var held = header(exchange.getRequest(), "X-App-Version").flatMap(AppVersion::parse);
        app.flatMap(known -> held.flatMap(version -> known.missing(version, noun)))
                .ifPresent(needed -> {
                    var shop = app.flatMap(StartDocument.App::shop);
                    shop.ifPresent(link ->
                            exchange.getResponse()
                                    .getHeaders()
                                    .set(
                                            HttpHeaders.LINK,
                                            "<" + link + ">; rel=\"latest-version\""));
                    throw new ProblemException(
                            GatewayProblem.APP_UPDATE_REQUIRED, needed, shop.orElse(""));
                });
    }

    private static Optional<StartDocument.App> appOf(
            ServerHttpRequest request, StartDocument start) {
        return header(request, "X-App-Platform")
                .map(platform -> start.apps().get(platform.toLowerCase(Locale.ROOT)));
    }

    private static Optional<String> header(ServerHttpRequest request, String name) {
        return Optional.ofNullable(request.getHeaders().getFirst(name))
                .filter(value -> value.length() <= 64);
    }

    private static ProblemException inMaintenance(StartDocument.Window window, Instant now) {
        var left = Duration.between(now, window.until());
        return new ProblemException(GatewayProblem.IN_MAINTENANCE, window.until())
                .withRetryAfter(left.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : left);
    }
}
