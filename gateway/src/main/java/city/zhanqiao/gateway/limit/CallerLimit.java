package city.zhanqiao.gateway.limit;

import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.web.identity.Callers;

import org.springframework.core.Ordered;
import org.springframework.stereotype.Component;
import org.springframework.util.DigestUtils;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;

import reactor.core.publisher.Mono;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Limits a person by the verified subject of the token, however many tokens, devices and addresses
 * they use. The device, which a caller names as they like, only narrows the limit further.
 */
@Component
class CallerLimit implements WebFilter, Ordered {

    private final Rates rates;

    CallerLimit(Rates rates) {
        this.rates = rates;
    }

    /** Just behind the check of the token. */
    @Override
    public int getOrder() {
        return -90;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        if (rates.settings().enabled()) {
            switch (Callers.of(exchange)) {
                case Caller.Resident resident -> spend(exchange, resident);
                case Caller.Staff staff ->
                        rates.spend(exchange, "staff", staff.name(), rates.settings().subject());
                case Caller.Guest _, Caller.Service _ -> {} // limited by their address
            }
        }
        return chain.filter(exchange);
    }

    private void spend(ServerWebExchange exchange, Caller.Resident resident) {
        device(exchange)
                .ifPresent(device ->
                        rates.spend(
                                exchange,
                                "device",
                                resident.name() + ":" + device,
                                rates.settings().device()));
        rates.spend(exchange, "resident", resident.name(), rates.settings().subject());
    }

    private static Optional<String> device(ServerWebExchange exchange) {
        return Optional.ofNullable(exchange.getRequest().getHeaders().getFirst("X-Device-Id"))
                .map(id -> DigestUtils.md5DigestAsHex(id.getBytes(StandardCharsets.UTF_8)));
    }
}
