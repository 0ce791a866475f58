package city.zhanqiao.residents.authority;

import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.data.event.DomainEvent;

import com.fasterxml.jackson.annotation.JsonIgnore;

import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/**
 * Authority was given or ended. That time has run out is no event: {@code until} tells it.
 *
 * @param items matters such as {@code item:social-card}
 * @param until the last day
 */
public record ProxyEvent(
        @JsonIgnore Change change,
        UUID proxyId,
        ResidentId principalId,
        ResidentId agentId,
        Collection<Matter> items,
        LocalDate from,
        LocalDate until)
        implements DomainEvent {

    /** What happened. */
    public enum Change {
        GIVEN,
        ENDED
    }

    static ProxyEvent of(Change change, Proxy proxy) {
        return new ProxyEvent(
                change,
                proxy.id(),
                proxy.principal(),
                proxy.agent(),
                List.copyOf(proxy.items()),
                proxy.term().from(),
                proxy.term().until());
    }

    @Override
    public String type() {
        return switch (change) {
            case GIVEN -> "city.zhanqiao.resident.proxy-given.v1";
            case ENDED -> "city.zhanqiao.resident.proxy-ended.v1";
        };
    }

    @Override
    public String subject() {
        return principalId.value();
    }
}
