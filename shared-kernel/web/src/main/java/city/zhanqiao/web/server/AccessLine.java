package city.zhanqiao.web.server;

import city.zhanqiao.web.identity.Callers;
import city.zhanqiao.web.request.RequestInfo;

import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.server.ServerWebExchange;

import reactor.core.publisher.SignalType;

/** What the access log will say of a request that is under way. */
final class AccessLine {

    private final ServerWebExchange exchange;
    private final RequestInfo request;
    private final long began = System.nanoTime();

    AccessLine(ServerWebExchange exchange, RequestInfo request) {
        this.exchange = exchange;
        this.request = request;
    }

    void write(SignalType end) {
        AccessLog.write(
                request, route(), status(end), System.nanoTime() - began, Callers.of(exchange));
    }

    private Object route() {
        return exchange.getAttributeOrDefault(
                HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE, "(no route)");
    }

    private Object status(SignalType end) {
        if (end == SignalType.CANCEL) {
            return "gone"; // the caller did not wait
        }
        var status = exchange.getResponse().getStatusCode();
        return status == null ? 200 : status.value();
    }
}
