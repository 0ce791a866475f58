package city.zhanqiao.notifications.delivery;

import city.zhanqiao.data.database.Columns;
import city.zhanqiao.notifications.push.Provider;

import io.r2dbc.spi.Readable;

import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What happened to messages, for whoever has to show it. No addresses, no words. */
public final class Proof {

    private static final String OUTCOMES =
            """
            SELECT provider, topic IS NOT NULL AS to_topic, state, reason, count(*) AS count
              FROM delivery WHERE message = :message
             GROUP BY provider, to_topic, state, reason
             ORDER BY provider, to_topic, state, reason
            """;

    private static final String LIST =
            """
            SELECT id, message, resident, topic, provider, lane, template, language, state, reason,
                   attempt, queued_at, not_before, valid_until, sending_at, settled_at, provider_id
              FROM delivery
             WHERE (:message IS NULL OR message = :message)
               AND (:resident IS NULL OR resident = :resident)
               AND (:state IS NULL OR state = :state)
               AND (:before IS NULL OR id < :before)
             ORDER BY id DESC
             LIMIT :limit
            """;

    private static final String HOURS =
            """
            SELECT date_trunc('hour', queued_at) AS hour, lane, count(*) AS messages,
                   count(*) FILTER (WHERE attempt > 0) AS sent,
                   count(*) FILTER (WHERE state = 'ACCEPTED') AS accepted,
                   count(*) FILTER (WHERE state IN ('DEAD', 'INVALID', 'EXPIRED', 'UNKNOWN'))
                       AS failed,
                   count(*) FILTER (WHERE state = 'ACCEPTED'
                                      AND settled_at > due_at + interval '2 minutes') AS late
              FROM delivery
             WHERE queued_at >= date_trunc('hour', now()) - :hours * interval '1 hour'
             GROUP BY hour, lane
             ORDER BY hour DESC, lane
            """;

    /** What was given up begins again, as long as anybody needs it. */
    private static final String AGAIN =
            """
            UPDATE delivery
               SET state = 'QUEUED', reason = 'SENT_AGAIN', not_before = now(), due_at = now(),
                   settled_at = NULL, give_up_at = NULL, uncounted = attempt
             WHERE id = :id AND state = 'DEAD' AND valid_until > now()
            RETURNING lane
            """;

    private static final String EXISTS = "SELECT resident FROM delivery WHERE id = :id";

    private final DatabaseClient database;
    private final Bell bell;

    Proof(DatabaseClient database, Bell bell) {
        this.database = database;
        this.bell = bell;
    }

    /**
     * How many deliveries of a message came to the same.
     *
     * @param toTopic one request for everybody who follows a topic
     * @param state as in the list of deliveries
     */
    public record Count(
            Provider provider,
            boolean toTopic,
            String state,
            Optional<String> reason,
            long count) {}

    /**
     * How far a message is.
     *
     * @param waiting not sent yet, or to be tried again
     * @param failed given up, out of date, to a dead address, or nobody knows
     * @param skipped not meant to be sent, or dropped for newer news
     */
    public record Progress(long waiting, long underWay, long accepted, long failed, long skipped) {

        public static Progress of(List<Count> outcomes) {
            return new Progress(
                    sum(outcomes, "QUEUED", "RETRY"),
                    sum(outcomes, "SENDING"),
                    sum(outcomes, "ACCEPTED"),
                    sum(outcomes, "DEAD", "INVALID", "EXPIRED", "UNKNOWN"),
                    sum(outcomes, "SKIPPED", "SUPERSEDED"));
        }

        private static long sum(List<Count> outcomes, String... states) {
            return outcomes.stream()
                    .filter(one -> List.of(states).contains(one.state()))
                    .mapToLong(Count::count)
                    .sum();
        }
    }

    /**
     * One message to one device or topic.
     *
     * @param sendingAt begin of the last attempt
     * @param providerId the push service's own name for it
     */
    record Line(
            UUID id,
            UUID message,
            Optional<String> resident,
            Optional<String> topic,
            Provider provider,
            Lane lane,
            String template,
            String language,
            String state,
            Optional<String> reason,
            int attempts,
            Instant queuedAt,
            Instant notBefore,
            Instant validUntil,
            Optional<Instant> sendingAt,
            Optional<Instant> settledAt,
            Optional<String> providerId) {}

    /**
     * An hour of one lane, by when messages were handed over.
     *
     * @param sent at least one request was made
     * @param late accepted more than two minutes after they were due
     */
    record Hour(
            Instant hour,
            Lane lane,
            long messages,
            long sent,
            long accepted,
            long failed,
            long late) {}

    /** Which deliveries are asked for. */
    record Query(Optional<UUID> message, Optional<String> resident, Optional<String> state) {}

    /** Everything that was to reach a resident's devices. */
    Flux<Line> listOf(String resident) {
        return list(
                new Query(Optional.empty(), Optional.of(resident), Optional.empty()),
                Optional.empty(),
                Integer.MAX_VALUE);
    }

    /** What came of a message. */
    public Flux<Count> outcomes(UUID message) {
        return database.sql(OUTCOMES).bind("message", message).map(Proof::toCount).all();
    }

    Flux<Line> list(Query query, Optional<UUID> before, int limit) {
        GenericExecuteSpec list = database.sql(LIST).bind("limit", limit);
        list = Columns.bind(list, "message", query.message(), UUID.class);
        list = Columns.bind(list, "resident", query.resident(), String.class);
        list = Columns.bind(list, "state", query.state(), String.class);
        return Columns.bind(list, "before", before, UUID.class).map(Proof::toLine).all();
    }

    Flux<Hour> hours(int hours) {
        return database.sql(HOURS).bind("hours", hours).map(Proof::toHour).all();
    }

    /** Sends a dead letter again; empty when it is not one, or out of date. */
    Mono<Lane> again(UUID id) {
        return database.sql(AGAIN)
                .bind("id", id)
                .map(row -> Lane.of(Columns.get(row, "lane", Integer.class)))
                .one();
    }

    void ring(Lane lane) {
        bell.ring(lane);
    }

    /** Whose it is; an empty text for one to a topic, nothing for one that does not exist. */
    Mono<String> ownerOf(UUID id) {
        return database.sql(EXISTS)
                .bind("id", id)
                .map(row -> Columns.find(row, "resident", String.class).orElse(""))
                .one();
    }

    private static Count toCount(Readable row) {
        return new Count(
                Provider.valueOf(Columns.get(row, "provider", String.class)),
                Columns.get(row, "to_topic", Boolean.class),
                Columns.get(row, "state", String.class),
                Columns.find(row, "reason", String.class),
                Columns.get(row, "count", Long.class));
    }

    private static Hour toHour(Readable row) {
        return new Hour(
                Columns.instant(row, "hour"),
                Lane.of(Columns.get(row, "lane", Integer.class)),
                Columns.get(row, "messages", Long.class),
                Columns.get(row, "sent", Long.class),
                Columns.get(row, "accepted", Long.class),
                Columns.get(row, "failed", Long.class),
                Columns.get(row, "late", Long.class));
    }

    private static Line toLine(Readable row) {
        return new Line(
                Columns.get(row, "id", UUID.class),
                Columns.get(row, "message", UUID.class),
                Columns.find(row, "resident", String.class),
                Columns.find(row, "topic", String.class),
                Provider.valueOf(Columns.get(row, "provider", String.class)),
                Lane.of(Columns.get(row, "lane", Integer.class)),
                Columns.get(row, "template", String.class),
                Columns.get(row, "language", String.class),
                Columns.get(row, "state", String.class),
                Columns.find(row, "reason", String.class),
                Columns.get(row, "attempt", Integer.class),
                Columns.instant(row, "queued_at"),
                Columns.instant(row, "not_before"),
                Columns.instant(row, "valid_until"),
                instant(row, "sending_at"),
                instant(row, "settled_at"),
                Columns.find(row, "provider_id", String.class));
    }

    private static Optional<Instant> instant(Readable row, String column) {
        return Columns.find(row, column, OffsetDateTime.class).map(OffsetDateTime::toInstant);
    }
}
