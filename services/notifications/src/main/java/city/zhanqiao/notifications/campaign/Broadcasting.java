package city.zhanqiao.notifications.campaign;

import city.zhanqiao.data.database.Columns;
import city.zhanqiao.notifications.delivery.Proof;
import city.zhanqiao.notifications.inbox.Audience;

import io.r2dbc.spi.Readable;

import org.springframework.r2dbc.core.DatabaseClient;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import tools.jackson.databind.json.JsonMapper;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;

/** For services whose news is broadcast: whom it would concern, and what came of it. */
final class Broadcasting {

    /** Asks the one rule of whom a broadcast concerns, with a broadcast that is none yet. */
    private static final String COUNT =
            """
            SELECT count(DISTINCT recipient.resident) AS residents, count(device.id) AS devices
              FROM recipient LEFT JOIN device ON device.resident = recipient.resident
             WHERE concerns(jsonb_populate_record(NULL::broadcast, :audience::jsonb), recipient)
               AND recipient.deleted_at IS NULL AND recipient.joined_to IS NULL
            """;

    private static final String LIST =
            """
            SELECT broadcast.id, broadcast.template, broadcast.occurred_at, campaign.state,
                   campaign.residents, campaign.devices, campaign.ended_at
              FROM broadcast JOIN campaign ON campaign.broadcast = broadcast.id
             WHERE broadcast.subject = :subject
             ORDER BY broadcast.seq DESC, broadcast.id DESC
             LIMIT 50
            """;

    private final DatabaseClient database;
    private final Proof proof;
    private final JsonMapper json;

    Broadcasting(DatabaseClient database, Proof proof, JsonMapper json) {
        this.database = database;
        this.proof = proof;
        this.json = json;
    }

    Mono<Headcount> count(Audience audience) {
        return database.sql(COUNT)
                .bind("audience", json.writeValueAsString(audience))
                .map(row ->
                        new Headcount(
                                Columns.get(row, "residents", Long.class),
                                Columns.get(row, "devices", Long.class)))
                .one();
    }

    /** What was told about a subject, the newest first, each with what came of it. */
    Flux<Telling> list(String subject) {
        return database.sql(LIST)
                .bind("subject", subject)
                .map(Broadcasting::toTold)
                .all()
                .collectList()
                .flatMapIterable(all -> all)
                .concatMap(told ->
                        proof.outcomes(told.id())
                                .collectList()
                                .map(outcomes -> Telling.of(told, Proof.Progress.of(outcomes))));
    }

    private static Told toTold(Readable row) {
        return new Told(
                Columns.get(row, "id", UUID.class),
                Columns.get(row, "template", String.class),
                Campaign.State.valueOf(Columns.get(row, "state", String.class)),
                Columns.instant(row, "occurred_at"),
                Columns.find(row, "ended_at", OffsetDateTime.class).map(OffsetDateTime::toInstant),
                Columns.get(row, "residents", Long.class),
                Columns.get(row, "devices", Long.class));
    }

    private record Told(
            UUID id,
            String words,
            Campaign.State state,
            Instant occurredAt,
            Optional<Instant> endedAt,
            long residents,
            long devices) {}

    /** How many it would concern. */
    record Headcount(long residents, long devices) {}

    /**
     * One telling about a subject.
     *
     * @param words template of the message
     * @param residents looked at so far
     * @param devices looked at so far
     */
    record Telling(
            String words,
            Campaign.State state,
            Instant occurredAt,
            Optional<Instant> endedAt,
            long residents,
            long devices,
            long waiting,
            long underWay,
            long accepted,
            long failed,
            long skipped) {

        private static Telling of(Told told, Proof.Progress progress) {
            return new Telling(
                    told.words(),
                    told.state(),
                    told.occurredAt(),
                    told.endedAt(),
                    told.residents(),
                    told.devices(),
                    progress.waiting(),
                    progress.underWay(),
                    progress.accepted(),
                    progress.failed(),
                    progress.skipped());
        }
    }
}
