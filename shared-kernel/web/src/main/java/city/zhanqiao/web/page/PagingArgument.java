package city.zhanqiao.web.page;

import city.zhanqiao.city.problem.ProblemException;
import city.zhanqiao.web.language.Language;
import city.zhanqiao.web.problem.CommonProblem;
import city.zhanqiao.web.problem.FieldFaults;

import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.reactive.BindingContext;
import org.springframework.web.reactive.result.method.SyncHandlerMethodArgumentResolver;
import org.springframework.web.server.ServerWebExchange;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads {@code ?limit=} and {@code ?cursor=}. */
final class PagingArgument implements SyncHandlerMethodArgumentResolver {

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == Paging.class;
    }

    @Override
    public Object resolveArgumentValue(
            MethodParameter parameter, BindingContext context, ServerWebExchange exchange) {
        var query = exchange.getRequest().getQueryParams();
        return new Paging(
                limit(query.getFirst("limit"), exchange),
                Optional.ofNullable(query.getFirst("cursor")).map(Cursor::parse));
    }

    private static int limit(@Nullable String asked, ServerWebExchange exchange) {
        if (asked == null) {
            return Paging.USUAL;
        }
        if (asked.matches("\\d{1,3}")
                && Integer.parseInt(asked) >= Paging.LEAST
                && Integer.parseInt(asked) <= Paging.MOST) {
            return Integer.parseInt(asked);
        }
        var fault =
                FieldFaults.inParameter(
                        "limit",
                        "range",
                        Language.of(exchange.getRequest()),
                        Map.of("min", Paging.LEAST, "max", Paging.MOST));
        throw new ProblemException(CommonProblem.INVALID_PARAMETER).withFaults(List.of(fault));
    }
}
