package city.zhanqiao.web.request;

import org.springframework.web.server.ServerWebExchange;

import reactor.util.context.ContextView;

import java.util.Optional;

/**
 * What is known of a request before anybody looks into it. Controllers may take it as an argument.
 *
 * @param id 8 to 64 letters, digits and dashes; in every answer and log line
 * @param method such as {@code GET}
 * @param path without the query
 * @param traceId of the W3C trace that the caller began, or of one begun here
 */
public record RequestInfo(String id, String method, String path, Optional<String> traceId) {

    /** Name of the header, in and out. */
    public static final String HEADER = "X-Request-Id";

    private static final String ATTRIBUTE = RequestInfo.class.getName();

    /** The request that this exchange answers. */
    public static RequestInfo of(ServerWebExchange exchange) {
        return exchange.getRequiredAttribute(ATTRIBUTE);
    }

    /** The request that this chain works for; empty in work that nobody is waiting for. */
    public static Optional<RequestInfo> of(ContextView context) {
        return context.getOrEmpty(RequestInfo.class);
    }

    /** Makes this known to everything that handles the exchange. */
    public void attachTo(ServerWebExchange exchange) {
        exchange.getAttributes().put(ATTRIBUTE, this);
    }
}
