package city.zhanqiao.gateway.limit;

import city.zhanqiao.web.identity.Face;

import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;

import reactor.core.publisher.Mono;

/** Limits an address, before any token is looked at: guessing tokens is limited too. */
@Component
public final class AddressLimit implements WebFilter, Ordered {

    private static final String POLICY = "address";

    private final Rates rates;
    private final ClientAddress address;

    AddressLimit(Rates rates, ClientAddress address) {
        this.rates = rates;
        this.address = address;
    }

    /** Just before Spring Security's filters, which stand at -100. */
    @Override
    public int getOrder() {
        return -110;
    }

    /**
     * Spends for a request that is answered before the filters, and tells the caller so. False when
     * too little is left: then nothing was spent, and the filters will refuse it.
     */
    public boolean admits(ServerHttpRequest request, HttpHeaders answer) {
        return !rates.settings().enabled()
                || rates.admits(
                        request, answer, POLICY, address.of(request), rates.settings().address());
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        var request = exchange.getRequest();
        if (rates.settings().enabled() && Face.of(request.getPath().value()).isPresent()) {
            rates.spend(exchange, POLICY, address.of(request), rates.settings().address());
        }
        return chain.filter(exchange);
    }
}
