package city.zhanqiao.web.server;

import city.zhanqiao.web.identity.Callers;
import city.zhanqiao.web.request.RequestInfo;
import city.zhanqiao.web.request.RequestLogs;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.server.ServerWebExchange;

import reactor.core.publisher.SignalType;

import java.util.concurrent.TimeUnit;

/**
 * One line for one request: method, route, status, milliseconds, kind of caller. The route is the
 * pattern and not the path, and there is no query: both may name people.
 */
final class AccessLine {

    private static final Logger log = LoggerFactory.getLogger("city.zhanqiao.web.access-log");

    private final ServerWebExchange exchange;
    private final RequestInfo request;
    private final long began = System.nanoTime();

    AccessLine(ServerWebExchange exchange, RequestInfo request) {
        this.exchange = exchange;
        this.request = request;
    }

    void write(SignalType end) {
        if (log.isInfoEnabled()) {
            RequestLogs.within(
                    request,
                    () ->
                            log.info(
                                    "{} {} {} {}ms {}",
                                    request.method(),
                                    route(),
                                    status(end),
                                    TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began),
                                    Callers.kind(Callers.of(exchange))));
        }
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
