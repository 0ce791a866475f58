package city.zhanqiao.gateway.route;

import static org.springframework.cloud.gateway.support.ServerWebExchangeUtils.GATEWAY_REACTOR_CONTEXT_ATTR;
import static org.springframework.cloud.gateway.support.ServerWebExchangeUtils.GATEWAY_ROUTE_ATTR;

import city.zhanqiao.gateway.peer.Peer;

import org.springframework.cloud.gateway.route.Route;
import org.springframework.web.reactive.handler.AbstractHandlerMapping;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebHandler;

import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

import java.util.Map;
import java.util.Objects;

/**
 * Finds the route of a request by one look into the table. Spring's own mapping asks the predicate
 * of each route in turn, and each turn costs as much as this whole look.
 */
final class RouteMapping extends AbstractHandlerMapping {

    static final String ROW = RouteTable.Row.class.getName();

    private final RouteTable table;
    private final Map<Peer, Route> routes;
    private final WebHandler proxy;

    RouteMapping(RouteTable table, Map<Peer, Route> routes, WebHandler proxy) {
        this.table = table;
        this.routes = routes;
        this.proxy = proxy;
        setOrder(1);
    }

    /** With the context of the request, out of which Spring's filters take its trace. */
    @Override
    protected Mono<?> getHandlerInternal(ServerWebExchange exchange) {
        return Mono.deferContextual(context ->
                Mono.justOrEmpty(table.find(exchange.getRequest().getPath().value()))
                        .mapNotNull(row -> take(exchange, row, context)));
    }

    private WebHandler take(ServerWebExchange exchange, RouteTable.Row row, ContextView context) {
        var attributes = exchange.getAttributes();
        attributes.put(ROW, row);
        attributes.put(GATEWAY_ROUTE_ATTR, Objects.requireNonNull(routes.get(row.peer())));
        attributes.put(GATEWAY_REACTOR_CONTEXT_ATTR, context);
        return proxy;
    }
}
