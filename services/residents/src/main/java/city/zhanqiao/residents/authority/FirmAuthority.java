package city.zhanqiao.residents.authority;

import city.zhanqiao.city.identifier.CreditCode;
import city.zhanqiao.city.identity.ResidentId;

import reactor.core.publisher.Mono;

import java.time.LocalDate;

/** Knows the agents of firms; the feature that keeps them depends on this one, not the reverse. */
@FunctionalInterface
public interface FirmAuthority {

    /** What somebody's word is worth for a firm. */
    enum Answer {
        ALLOWED,
        OUTSIDE_SCOPES,
        EXPIRED,
        NOT_YET_VALID,
        NOT_CONFIRMED,
        NO_AGENT
    }

    Mono<Answer> check(ResidentId agent, CreditCode firm, Matter matter, LocalDate today);
}
