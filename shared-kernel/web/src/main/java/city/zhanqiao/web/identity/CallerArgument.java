package city.zhanqiao.web.identity;

import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.city.problem.ProblemException;
import city.zhanqiao.web.problem.CommonProblem;

import org.springframework.core.MethodParameter;
import org.springframework.web.reactive.BindingContext;
import org.springframework.web.reactive.result.method.SyncHandlerMethodArgumentResolver;
import org.springframework.web.server.ServerWebExchange;

/** Gives controllers the caller, as {@link Caller} or as the kind their row admits. */
final class CallerArgument implements SyncHandlerMethodArgumentResolver {

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return Caller.class.isAssignableFrom(parameter.getParameterType());
    }

    @Override
    public Object resolveArgumentValue(
            MethodParameter parameter, BindingContext context, ServerWebExchange exchange) {
        var caller = Callers.of(exchange);
        if (!parameter.getParameterType().isInstance(caller)) {
            throw new ProblemException(CommonProblem.FORBIDDEN);
        }
        return caller;
    }
}
