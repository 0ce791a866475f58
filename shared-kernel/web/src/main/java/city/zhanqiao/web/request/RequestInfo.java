package city.zhanqiao.web.request;

import org.jspecify.annotations.Nullable;
import org.springframework.web.server.ServerWebExchange;

import reactor.util.context.ContextView;

import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

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

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9-]{8,64}");
    private static final String ATTRIBUTE = RequestInfo.class.getName();

    /** The id that the caller gave, if it has the form of one; otherwise a new one. */
    public static String idOf(@Nullable String given) {
        return given != null && ID.matcher(given).matches() ? given : newId();
    }

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

    /** No secret, so no event loop has to wait for another at the source of secure numbers. */
    private static String newId() {
        var random = ThreadLocalRandom.current();
        return new UUID(random.nextLong(), random.nextLong()).toString();
    }
}
