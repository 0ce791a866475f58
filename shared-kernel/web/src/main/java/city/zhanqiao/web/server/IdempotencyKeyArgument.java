package city.zhanqiao.web.server;

import city.zhanqiao.city.IdempotencyKey;
import city.zhanqiao.city.problem.ProblemException;
import city.zhanqiao.web.problem.CommonProblem;

import org.springframework.core.MethodParameter;
import org.springframework.web.reactive.BindingContext;
import org.springframework.web.reactive.result.method.SyncHandlerMethodArgumentResolver;
import org.springframework.web.server.ServerWebExchange;

import java.util.List;

/** Reads {@code Idempotency-Key} (draft-ietf-httpapi-idempotency-key-header). */
final class IdempotencyKeyArgument implements SyncHandlerMethodArgumentResolver {

    private static final String HEADER = "Idempotency-Key";

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == IdempotencyKey.class;
    }

    @Override
    public Object resolveArgumentValue(
            MethodParameter parameter, BindingContext context, ServerWebExchange exchange) {
        return parse(exchange.getRequest().getHeaders().getOrEmpty(HEADER));
    }

    static IdempotencyKey parse(List<String> headers) {
        if (headers.isEmpty()) {
            throw new ProblemException(CommonProblem.IDEMPOTENCY_KEY_MISSING);
        }
        if (headers.size() > 1) {
            throw new ProblemException(CommonProblem.IDEMPOTENCY_KEY_MALFORMED);
        }
        try {
            return new IdempotencyKey(unquoted(headers.getFirst().strip()));
        } catch (IllegalArgumentException _) {
            throw new ProblemException(CommonProblem.IDEMPOTENCY_KEY_MALFORMED);
        }
    }

    /** The draft writes the key as a quoted string, most clients write it bare: the same key. */
    private static String unquoted(String value) {
        return value.length() > 2 && value.startsWith("\"") && value.endsWith("\"")
                ? value.substring(1, value.length() - 1)
                : value;
    }
}
