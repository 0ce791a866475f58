package city.zhanqiao.gateway.route;

import city.zhanqiao.city.problem.ProblemException;
import city.zhanqiao.gateway.peer.Peer;
import city.zhanqiao.gateway.peer.Peers;
import city.zhanqiao.web.problem.CommonProblem;
import city.zhanqiao.web.server.HttpLoops;

import org.springframework.cloud.gateway.config.HttpClientCustomizer;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.cloud.gateway.route.RouteLocator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.web.server.MatcherSecurityWebFilterChain;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatchers;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Makes routes out of the table. */
@Configuration(proxyBeanMethods = false)
class Routing {

    static final String ROW = RouteTable.Row.class.getName();

    /** Routes need an address also where none is known; nobody goes there. */
    private static final URI NOWHERE = URI.create("http://nowhere.invalid");

    /** Longer than the heartbeat of the live stream: a body that is silent so long is dead. */
    private static final Duration BODY_SILENCE = Duration.ofSeconds(30);

    @Bean
    RouteLocator routes(RouteTable table, Peers peers) {
        var routes = Arrays.stream(Peer.values()).map(peer -> toRoute(peer, table, peers)).toList();
        return () -> Flux.fromIterable(routes);
    }

    /** The proxy's own client would open a second set of event loops. */
    @Bean
    HttpClientCustomizer proxyClient() {
        return client -> client.runOn(HttpLoops.shared()).responseTimeout(BODY_SILENCE);
    }

    /**
     * Services speak to each other behind the gateway. Whoever asks for that face from outside
     * hears that there is no such thing, whatever token they bring.
     */
    @Bean
    @Order(0)
    SecurityWebFilterChain noWayInside() {
        WebFilter wall = (_, _) -> Mono.error(new ProblemException(CommonProblem.NOT_FOUND));
        return new MatcherSecurityWebFilterChain(
                ServerWebExchangeMatchers.pathMatchers("/internal", "/internal/**"), List.of(wall));
    }

    private static Route toRoute(Peer peer, RouteTable table, Peers peers) {
        return Route.async()
                .id(peer.service())
                .uri(peers.address(peer).orElse(NOWHERE))
                .predicate(exchange ->
                        row(exchange, table).filter(row -> row.peer() == peer).isPresent())
                .build();
    }

    /** Looked up once for each request. */
    private static Optional<RouteTable.Row> row(ServerWebExchange exchange, RouteTable table) {
        Optional<RouteTable.Row> known = exchange.getAttribute(ROW);
        if (known != null) {
            return known;
        }
        var found = table.find(exchange.getRequest().getPath().value());
        exchange.getAttributes().put(ROW, found);
        return found;
    }
}
