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
class SecurityHeaders implements WebFilter, Ordered {

    private static final List<String> PAGES = List.of("/docs", "/swagger-ui", "/webjars");

    private static final String NO_PAGE = "default-src 'none'; frame-ancestors 'none'";
    private static final String OWN_PAGE =
            "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:;"
                    + " frame-ancestors 'none'; form-action 'none'; base-uri 'none'";

    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE + 5;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        var path = exchange.getRequest().getPath().value();
        boolean page = PAGES.stream().anyMatch(path::startsWith);
        exchange.getResponse().beforeCommit(() -> Mono.fromRunnable(() -> add(exchange, page)));
        return chain.filter(exchange);
    }

    private static void add(ServerWebExchange exchange, boolean page) {
        HttpHeaders headers = exchange.getResponse().getHeaders();
        headers.set("Content-Security-Policy", page ? OWN_PAGE : NO_PAGE);
        headers.set("Strict-Transport-Security", "max-age=31536000; includeSubDomains");
        headers.set("X-Frame-Options", "DENY");
        headers.set("Referrer-Policy", "no-referrer");
    }
}
