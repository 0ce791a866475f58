package city.zhanqiao.gateway.route;

import city.zhanqiao.web.request.RequestInfo;

import org.springframework.cloud.gateway.filter.headers.HttpHeadersFilter;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;

import java.util.List;

/**
 * What does not go to the services: headers by which a caller could pretend to be a proxy, and
 * cookies, which no service knows. Hop-by-hop headers are left out by Spring's own filter.
 */
@Component
class CleanRequests implements HttpHeadersFilter, Ordered {

    private static final String FORWARDED = "x-forwarded-";
    private static final List<String> NOT_PASSED =
            List.of(
                    "Forwarded",
                    "Via",
                    "X-Real-IP",
                    "X-Client-IP",
                    "True-Client-IP",
                    "X-Original-URL",
                    "X-Rewrite-URL",
                    "X-HTTP-Method-Override",
                    "X-HTTP-Method",
                    "Proxy-Connection",
                    HttpHeaders.EXPECT,
                    HttpHeaders.COOKIE);

    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }

    @Override
    public HttpHeaders filter(HttpHeaders input, ServerWebExchange exchange) {
        var clean = new HttpHeaders();
        input.forEach((name, values) -> {
            if (!name.regionMatches(true, 0, FORWARDED, 0, FORWARDED.length())) {
                clean.addAll(name, values);
            }
        });
        NOT_PASSED.forEach(clean::remove);
        clean.set(RequestInfo.HEADER, RequestInfo.of(exchange).id());
        return clean;
    }
}
