package city.zhanqiao.web.server;

import city.zhanqiao.web.language.Language;
import city.zhanqiao.web.request.RequestInfo;

import org.springframework.core.MethodParameter;
import org.springframework.web.reactive.BindingContext;
import org.springframework.web.reactive.result.method.SyncHandlerMethodArgumentResolver;
import org.springframework.web.server.ServerWebExchange;

/** Gives controllers the {@link RequestInfo} and the {@link Language} of the request. */
final class RequestInfoArgument implements SyncHandlerMethodArgumentResolver {

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == RequestInfo.class
                || parameter.getParameterType() == Language.class;
    }

    @Override
    public Object resolveArgumentValue(
            MethodParameter parameter, BindingContext context, ServerWebExchange exchange) {
        return parameter.getParameterType() == Language.class
                ? Language.of(exchange.getRequest())
                : RequestInfo.of(exchange);
    }
}
