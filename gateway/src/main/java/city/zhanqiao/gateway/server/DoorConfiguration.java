package city.zhanqiao.gateway.server;

import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.reactive.CorsWebFilter;
import org.springframework.web.cors.reactive.UrlBasedCorsConfigurationSource;

import java.time.Duration;
import java.util.List;

/** Other origins, and callers who take their time. */
@Configuration(proxyBeanMethods = false)
class DoorConfiguration {

    private static final List<String> SHOWN =
            List.of(
                    "ETag",
                    "Location",
                    "Link",
                    "Retry-After",
                    "RateLimit",
                    "RateLimit-Policy",
                    "X-Request-Id",
                    "Content-Language");

    /** Behind the request filter, so that what is refused here is logged too. */
    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE + 10)
    CorsWebFilter otherOrigins(DoorSettings settings) {
        var source = new UrlBasedCorsConfigurationSource();
        source.registerCorsConfiguration("/open/**", anybody());
        source.registerCorsConfiguration("/api/**", named(settings));
        source.registerCorsConfiguration("/admin/**", named(settings));
        return new CorsWebFilter(source);
    }

    @Bean
    NettyServerCustomizer patienceWithCallers(DoorSettings settings) {
        return new Patience(
                settings.headerTimeout(), settings.readerTimeout(), settings.connections());
    }

    /** Open reads are for every page, and no page may send a log-in with them. */
    private static CorsConfiguration anybody() {
        var anybody = new CorsConfiguration();
        anybody.setAllowedOrigins(List.of("*"));
        anybody.setAllowedMethods(List.of("GET", "HEAD"));
        anybody.setAllowedHeaders(List.of("Accept-Language", "If-None-Match", "X-Request-Id"));
        anybody.setExposedHeaders(SHOWN);
        anybody.setMaxAge(Duration.ofHours(1));
        return anybody;
    }

    /** Tokens travel in a header and never in a cookie, so no credentials are allowed. */
    private static CorsConfiguration named(DoorSettings settings) {
        var named = new CorsConfiguration();
        named.setAllowedOrigins(settings.origins());
        named.setAllowedMethods(List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"));
        named.setAllowedHeaders(
                List.of(
                        "Authorization",
                        "Content-Type",
                        "Accept-Language",
                        "Idempotency-Key",
                        "If-Match",
                        "If-None-Match",
                        "Last-Event-ID",
                        "X-App-Version",
                        "X-App-Platform",
                        "X-Device-Id",
                        "X-Request-Id",
                        "traceparent"));
        named.setExposedHeaders(SHOWN);
        named.setAllowCredentials(false);
        named.setMaxAge(Duration.ofMinutes(10));
        return named;
    }
}
