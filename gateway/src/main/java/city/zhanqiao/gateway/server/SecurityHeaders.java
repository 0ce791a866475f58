package city.zhanqiao.gateway.server;

import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;

import reactor.core.publisher.Mono;

import java.util.List;

/**
 * Headers of every answer (OWASP REST Security): nothing here is a page, but for the one that shows
 * the API document, and that loads nothing from anywhere else.
 */
@Component
public final class SecurityHeaders implements WebFilter, Ordered {

    private static final List<String> PAGES = List.of("/docs", "/swagger-ui", "/webjars");

    private static final String NO_PAGE = "default-src 'none'; frame-ancestors 'none'";
    private static final String OWN_PAGE =
            "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:;"
                    + " frame-ancestors 'none'; form-action 'none'; base-uri 'none'";

    SecurityHeaders() {}

    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE + 5;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        var path = exchange.getRequest().getPath().value();
        boolean page = PAGES.stream().anyMatch(path::startsWith);
        var response = exchange.getResponse();
        response.beforeCommit(() ->
                Mono.fromRunnable(() -> add(response.getHeaders(), page ? OWN_PAGE : NO_PAGE)));
        return chain.filter(exchange);
    }

    /** For what is no page. */
    public static void addTo(HttpHeaders headers) {
        add(headers, NO_PAGE);
    }

    private static void add(HttpHeaders headers, String content) {
        headers.set("Content-Security-Policy", content);
        headers.set("Strict-Transport-Security", "max-age=31536000; includeSubDomains");
        headers.set("X-Frame-Options", "DENY");
        headers.set("Referrer-Policy", "no-referrer");
    }
}
