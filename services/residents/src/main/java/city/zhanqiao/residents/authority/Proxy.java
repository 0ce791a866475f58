package city.zhanqiao.residents.authority;

import city.zhanqiao.city.identity.ResidentId;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Authority that one person gave another.
 *
 * @param principal who gave it (委托人)
 * @param agent who has it (受托人)
 * @param endedAt when it was withdrawn or given back; time alone does not end it here
 */
record Proxy(
        UUID id,
        ResidentId principal,
        ResidentId agent,
        Set<Matter> items,
        Term term,
        Channel channel,
        Instant givenAt,
        Optional<Instant> endedAt) {

    /** How it was given. */
    enum Channel {
        ONLINE,
        WINDOW
    }

    /** What it is worth on a day. */
    enum Standing {
        NOT_YET_VALID,
        VALID,
        EXPIRED,
        ENDED
    }

    Standing on(LocalDate day) {
        if (endedAt.isPresent()) {
            return Standing.ENDED;
        }
        if (term.includes(day)) {
            return Standing.VALID;
        }
        return day.isBefore(term.from()) ? Standing.NOT_YET_VALID : Standing.EXPIRED;
    }

    boolean covers(Matter matter) {
        return items.contains(matter);
    }
}
