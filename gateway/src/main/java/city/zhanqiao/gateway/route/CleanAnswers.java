package city.zhanqiao.gateway.route;

import org.springframework.cloud.gateway.filter.headers.HttpHeadersFilter;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;

/** What does not come out of the gateway: cookies, and names of programs. */
@Component
class CleanAnswers implements HttpHeadersFilter, Ordered {

    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }

    @Override
    public boolean supports(Type type) {
        return type == Type.RESPONSE;
    }

    @Override
    public HttpHeaders filter(HttpHeaders input, ServerWebExchange exchange) {
        var clean = new HttpHeaders();
        clean.addAll(input);
        clean.remove(HttpHeaders.SERVER);
        clean.remove(HttpHeaders.SET_COOKIE);
        clean.remove("X-Powered-By");
        return clean;
    }
}
