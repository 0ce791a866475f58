package city.zhanqiao.notifications.delivery;

import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.data.database.Columns;
import city.zhanqiao.data.trace.Traces;
import city.zhanqiao.notifications.AfterCommit;

import org.springframework.r2dbc.core.DatabaseClient;

import reactor.core.publisher.Mono;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** Where messages are handed over for delivery. */
public final class Deliveries {

    /**
     * Only the newest state of one matter is worth a push, so what waits about it is dropped. What
     * is to wait itself waits by the database's clock, however wrong this process's is.
     */
    private static final String ADD =
            """
            WITH fresh AS (
                SELECT * FROM unnest(:messages::uuid[], :residents::text[], :devices::uuid[],
                          :providers::text[], :lanes::int[], :tags::text[], :templates::text[],
                          :versions::int[], :languages::text[], :large::bool[],
                          :notBefore::timestamptz[], :validUntil::timestamptz[], :skipped::text[])
                   AS fresh (message, resident, device, provider, lane, tag, template,
                             template_version, language, large_text, not_before, valid_until,
                             skipped)),
                 superseded AS (
                UPDATE delivery SET state = 'SUPERSEDED', settled_at = now()
                  FROM (SELECT DISTINCT tag, resident FROM fresh WHERE skipped = '') AS newer
                 WHERE delivery.tag = newer.tag AND delivery.resident = newer.resident
                   AND delivery.state IN ('QUEUED', 'RETRY'))
            INSERT INTO delivery (message, resident, device, provider, lane, tag, template,
                                  template_version, language, large_text, state, reason, queued_at,
                                  not_before, due_at, valid_until, settled_at,
                                  traceparent)
            SELECT message, resident, device, provider, lane, tag, template, template_version,
                   language, large_text, CASE WHEN skipped = '' THEN 'QUEUED' ELSE 'SKIPPED' END,
                   nullif(skipped, ''), now(), now() + (not_before - :at),
                   now() + (not_before - :at), valid_until,
                   CASE WHEN skipped <> '' THEN now() END, nullif(:traceparent, '')
              FROM fresh
            ON CONFLICT (message, device) DO NOTHING
            """;

    private static final String ADD_TOPIC =
            """
            INSERT INTO delivery (message, topic, provider, lane, tag, template, template_version,
                                  language, state, queued_at, not_before, valid_until)
            VALUES (:message, :topic, :provider, :lane, :tag, :template, :version, :language,
                    'QUEUED', now(), now(), :validUntil)
            ON CONFLICT (message, topic) WHERE topic IS NOT NULL DO NOTHING
            """;

    /** What is under way already cannot be called back. */
    private static final String CANCEL =
            """
            UPDATE delivery SET state = 'SUPERSEDED', reason = 'CANCELLED', settled_at = now()
             WHERE message = :message AND state IN ('QUEUED', 'RETRY')
            """;

    private static final String SKIP_WITHOUT_CONSENT =
            """
            UPDATE delivery SET state = 'SKIPPED', reason = 'NO_CONSENT', settled_at = now()
             WHERE resident = :resident AND provider = 'FCM' AND state IN ('QUEUED', 'RETRY')
            """;

    private static final String MOVE =
            "UPDATE delivery SET resident = :resident WHERE resident = :former";

    private static final String DELETE = "DELETE FROM delivery WHERE resident = :resident";

    private final DatabaseClient database;
    private final Bell bell;

    Deliveries(DatabaseClient database, Bell bell) {
        this.database = database;
        this.bell = bell;
    }

    /**
     * Hands messages over, in the caller's transaction; sending begins after its commit. What waits
     * about the same matter is dropped.
     */
    public Mono<Void> add(List<NewDelivery> fresh) {
        return fresh.isEmpty()
                ? Mono.empty()
                : Mono.deferContextual(context -> insert(fresh, Traces.current(context)));
    }

    /** Hands over a message to everybody who follows a topic. */
    public Mono<Void> addTopic(NewTopicDelivery fresh) {
        return database.sql(ADD_TOPIC)
                .bind("message", fresh.message())
                .bind("topic", fresh.topic())
                .bind("provider", fresh.provider().name())
                .bind("lane", fresh.lane().number())
                .bind("tag", fresh.tag())
                .bind("template", fresh.template().code())
                .bind("version", fresh.template().version())
                .bind("language", fresh.language().tag())
                .bind("validUntil", Columns.timestamp(fresh.validUntil()))
                .then()
                .then(AfterCommit.run(() -> bell.ring(fresh.lane())));
    }

    /** Drops what waits of a message; tells how much that was. */
    public Mono<Long> cancel(UUID message) {
        return database.sql(CANCEL).bind("message", message).fetch().rowsUpdated();
    }

    Mono<Void> skipWithoutConsent(ResidentId resident) {
        return database.sql(SKIP_WITHOUT_CONSENT).bind("resident", resident.value()).then();
    }

    private Mono<Void> insert(List<NewDelivery> fresh, Optional<String> traceparent) {
        return database.sql(ADD)
                .bind("at", Columns.timestamp(fresh.getFirst().at()))
                .bind("messages", array(fresh, NewDelivery::message, UUID[]::new))
                .bind("residents", array(fresh, one -> one.resident().value(), String[]::new))
                .bind("devices", array(fresh, NewDelivery::device, UUID[]::new))
                .bind("providers", array(fresh, one -> one.provider().name(), String[]::new))
                .bind("lanes", array(fresh, one -> one.lane().number(), Integer[]::new))
                .bind("tags", array(fresh, NewDelivery::tag, String[]::new))
                .bind("templates", array(fresh, one -> one.template().code(), String[]::new))
                .bind("versions", array(fresh, one -> one.template().version(), Integer[]::new))
                .bind("languages", array(fresh, one -> one.language().tag(), String[]::new))
                .bind("large", array(fresh, NewDelivery::largeText, Boolean[]::new))
                .bind("notBefore", times(fresh, NewDelivery::notBefore))
                .bind("validUntil", times(fresh, NewDelivery::validUntil))
                .bind("skipped", array(fresh, Deliveries::skipped, String[]::new))
                .bind("traceparent", traceparent.orElse(""))
                .then()
                .then(AfterCommit.run(() -> bell.ring(fresh.getFirst().lane())));
    }

    Mono<Void> move(ResidentId former, ResidentId resident) {
        return database.sql(MOVE)
                .bind("former", former.value())
                .bind("resident", resident.value())
                .then();
    }

    Mono<Void> delete(ResidentId resident) {
        return database.sql(DELETE).bind("resident", resident.value()).then();
    }

    private static String skipped(NewDelivery one) {
        return one.skipped().map(Enum::name).orElse("");
    }

    private static OffsetDateTime[] times(
            List<NewDelivery> fresh, Function<NewDelivery, Instant> part) {
        return array(fresh, one -> Columns.timestamp(part.apply(one)), OffsetDateTime[]::new);
    }

    private static <T> T[] array(
            List<NewDelivery> fresh,
            Function<NewDelivery, T> part,
            java.util.function.IntFunction<T[]> make) {
        return fresh.stream().map(part).toArray(make);
    }
}
