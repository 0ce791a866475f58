package city.zhanqiao.notifications.campaign;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A broadcast on its way.
 *
 * @param broadcast empty until it runs
 * @param proposal what staff proposed; empty for a notice
 * @param residents whom it concerns, as far as it came
 * @param devices as far as it came, those included that get nothing
 */
record Campaign(
        UUID id,
        long version,
        State state,
        boolean emergency,
        Optional<UUID> broadcast,
        Optional<Proposal> proposal,
        Optional<String> proposer,
        Optional<String> approver,
        Instant createdAt,
        Optional<Instant> startedAt,
        Optional<Instant> endedAt,
        long residents,
        long devices) {

    /** How far it is. */
    enum State {
        /** An emergency that waits for a second person. */
        PROPOSED,
        /** It waits for its time. */
        SCHEDULED,
        /** Residents are being looked up. */
        RUNNING,
        /** Everybody it concerns has been looked at; deliveries may still be under way. */
        DONE,
        /** Taken back, before or after it ran. */
        CANCELLED
    }
}
