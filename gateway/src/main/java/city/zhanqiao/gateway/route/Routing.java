package city.zhanqiao.gateway.route;

import city.zhanqiao.city.problem.ProblemException;
import city.zhanqiao.gateway.peer.Peer;
import city.zhanqiao.gateway.peer.Peers;
import city.zhanqiao.web.problem.CommonProblem;
import city.zhanqiao.web.server.HttpLoops;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.cloud.gateway.config.HttpClientCustomizer;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.web.server.MatcherSecurityWebFilterChain;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatchers;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebHandler;

import reactor.core.publisher.Mono;

import java.net.URI;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;

/** Makes routes out of the table. */
@Configuration(proxyBeanMethods = false)
class Routing {

    /** Routes need an address also where none is known; nobody goes there. */
    private static final URI NOWHERE = URI.create("http://nowhere.invalid");

    /** Longer than the heartbeat of the live stream: a body that is silent so long is dead. */
    private static final Duration BODY_SILENCE = Duration.ofSeconds(30);

    /** Behind the gateway's own operations, whose addresses may lie below those of a service. */
    @Bean
    RouteMapping routeMapping(
            RouteTable table, Peers peers, @Qualifier("filteringWebHandler") WebHandler proxy) {
        var routes = new EnumMap<Peer, Route>(Peer.class);
        for (var peer : Peer.values()) {
            routes.put(peer, toRoute(peer, peers));
        }
        return new RouteMapping(table, routes, proxy);
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

    private static Route toRoute(Peer peer, Peers peers) {
        return Route.async()
                .id(peer.service())
                .uri(peers.address(peer).orElse(NOWHERE))
                .predicate(_ -> true)
                .build();
    }
}
