package city.zhanqiao.web.identity;

import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;

import reactor.core.publisher.Mono;

/** Lets nobody pass without a token of the face's issuer, and tells the rest who it was. */
final class FaceFilter implements WebFilter {

    private final TokenIssuer issuer;

    FaceFilter(TokenIssuer issuer) {
        this.issuer = issuer;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        return Mono.fromSupplier(() -> BearerTokens.of(exchange))
                .flatMap(issuer::getCaller)
                .doOnNext(caller -> Callers.set(exchange, caller))
                .flatMap(_ -> chain.filter(exchange));
    }
}
