package city.zhanqiao.notifications.delivery;

import city.zhanqiao.data.database.Columns;
import city.zhanqiao.data.database.Transactions;
import city.zhanqiao.notifications.device.Devices;
import city.zhanqiao.notifications.push.AddressKind;
import city.zhanqiao.notifications.push.Provider;

import io.r2dbc.spi.Readable;

import org.springframework.r2dbc.core.DatabaseClient;

import reactor.core.publisher.Mono;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;

/**
 * The waiting deliveries. All times here are the database's, so that processes whose clocks differ
 * or jump agree on what is due.
 */
final class DeliveryQueue {

    /**
     * For the transaction: row by row through indexes, planned anew each time. A queue is empty
     * until an emergency fills it within a second, and statistics follow a minute later. Whoever
     * plans by them, or keeps a plan that was made for an empty queue, sorts all that waits and
     * compares it with all that is under way, for each two hundred: seconds instead of
     * milliseconds.
     */
    private static final String THROUGH_INDEXES =
            """
            SELECT set_config('plan_cache_mode', 'force_custom_plan', true),
                   set_config('enable_seqscan', 'off', true),
                   set_config('enable_bitmapscan', 'off', true),
                   set_config('enable_hashjoin', 'off', true),
                   set_config('enable_mergejoin', 'off', true),
                   set_config('enable_sort', 'off', true)
            """;

    /**
     * Two messages about one matter are never under way to a device at once, so that they arrive in
     * order; a subquery for a value, because one for a truth becomes a join. What is out of date or
     * has lost its device is settled on the way.
     */
    private static final String CLAIM =
            """
            WITH due AS (
                SELECT ctid, device FROM delivery
                 WHERE lane = :lane AND provider = :provider AND state IN ('QUEUED', 'RETRY')
                   AND not_before <= now()
                   AND (SELECT earlier.id FROM delivery AS earlier
                         WHERE earlier.state = 'SENDING'
                           AND earlier.device = delivery.device
                           AND earlier.tag = delivery.tag
                         LIMIT 1) IS NULL
                 ORDER BY not_before, id
                 LIMIT :limit
                   FOR UPDATE OF delivery SKIP LOCKED)
            UPDATE delivery
               SET state = CASE WHEN reach.id IS NULL AND topic IS NULL THEN 'INVALID'
                                WHEN valid_until <= now() OR give_up_at <= now() THEN 'EXPIRED'
                                ELSE 'SENDING' END,
                   reason = CASE WHEN reach.id IS NULL AND topic IS NULL THEN 'DEVICE_REMOVED' ELSE reason END,
                   settled_at = CASE WHEN (reach.id IS NULL AND topic IS NULL)
                                          OR valid_until <= now()
                                          OR give_up_at <= now() THEN now() END,
                   attempt = attempt + 1, sender = :sender, sending_at = now(),
                   give_up_at = coalesce(give_up_at,
                                         least(valid_until, now() + :within * interval '1 ms'))
              FROM due LEFT JOIN device AS reach ON reach.id = due.device
             WHERE delivery.ctid = due.ctid
            RETURNING delivery.id, message, delivery.device, reach.address_kind, reach.address, tag,
                      template, template_version, delivery.language, attempt, topic, large_text,
                      (SELECT facts::text FROM broadcast
                        WHERE broadcast.id = delivery.message) AS facts,
                      attempt - uncounted AS tries, sending_at, state, traceparent,
                      extract(epoch FROM now() - due_at)::float8 AS waited,
                      extract(epoch FROM give_up_at - now())::float8 AS left_for_tries,
                      extract(epoch FROM valid_until - now())::float8 AS left_for_use
            """;

    /** A result that comes after somebody else took the delivery over changes nothing. */
    private static final String SETTLE =
            """
            UPDATE delivery
               SET state = done.state, reason = nullif(done.reason, ''),
                   provider_id = nullif(done.provider_id, ''),
                   uncounted = delivery.uncounted + done.uncounted,
                   not_before = CASE WHEN done.state = 'RETRY'
                                     THEN now() + done.wait * interval '1 ms'
                                     ELSE delivery.not_before END,
                   settled_at = CASE WHEN done.state <> 'RETRY' THEN now() END
              FROM unnest(:ids::uuid[], :attempts::int[], :states::text[], :reasons::text[],
                          :providerIds::text[], :uncounted::int[], :waits::bigint[])
                   AS done (id, attempt, state, reason, provider_id, uncounted, wait)
             WHERE delivery.id = done.id AND delivery.state = 'SENDING'
               AND delivery.sender = :sender AND delivery.attempt = done.attempt
            """;

    /** What a dead or stuck process was sending may or may not have arrived. */
    private static final String TAKE_OVER =
            """
            UPDATE delivery
               SET state = CASE WHEN lane = ANY(:again::int[]) THEN 'RETRY' ELSE 'UNKNOWN' END,
                   reason = 'SENDER_GONE', not_before = now(),
                   settled_at = CASE WHEN lane = ANY(:again::int[]) THEN NULL ELSE now() END
             WHERE state = 'SENDING'
               AND (sending_at < now() - :stuck * interval '1 ms'
                    OR NOT EXISTS (SELECT 1 FROM sender
                                    WHERE sender.id = delivery.sender AND alive_until > now()))
            """;

    private static final String EXPIRE =
            """
            UPDATE delivery SET state = 'EXPIRED', settled_at = now()
             WHERE id IN (SELECT id FROM delivery
                           WHERE state IN ('QUEUED', 'RETRY') AND valid_until <= now()
                           LIMIT 1000 FOR UPDATE SKIP LOCKED)
            """;

    /** Ids carry the time at which they were made. */
    private static final String FORGET =
            """
            DELETE FROM delivery
             WHERE id IN (SELECT id FROM delivery
                           WHERE id < (SELECT uuidv7(:kept * interval '-1 ms'))
                             AND settled_at IS NOT NULL
                           ORDER BY id LIMIT 1000 FOR UPDATE SKIP LOCKED)
            """;

    private final DatabaseClient database;
    private final Transactions transactions;
    private final Devices devices;
    private final SignOfLife self;
    private final DeliverySettings settings;

    DeliveryQueue(
            DatabaseClient database,
            Transactions transactions,
            Devices devices,
            SignOfLife self,
            DeliverySettings settings) {
        this.database = database;
        this.transactions = transactions;
        this.devices = devices;
        this.self = self;
        this.settings = settings;
    }

    /** Takes what is due, the longest waiting first. */
    Mono<List<Claimed>> claim(Lane lane, Provider provider, int most) {
        return transactions.run(throughIndexes().then(take(lane, provider, most)));
    }

    private Mono<List<Claimed>> take(Lane lane, Provider provider, int most) {
        return Mono.fromSupplier(System::nanoTime)
                .flatMapMany(nanos ->
                        database.sql(CLAIM)
                                .bind("lane", lane.number())
                                .bind("provider", provider.name())
                                .bind("limit", most)
                                .bind("sender", self.id())
                                .bind("within", lane.within().toMillis())
                                .map(row -> toClaim(row, nanos))
                                .all())
                .filter(Claim::isToBeSent)
                .map(Claim::claimed)
                .collectList();
    }

    private Mono<Void> throughIndexes() {
        return database.sql(THROUGH_INDEXES).then();
    }

    /** Records what came of several attempts. */
    Mono<Void> settle(List<Attempt> attempts) {
        List<Attempt> gone =
                attempts.stream()
                        .filter(one -> one.settlement() instanceof Settlement.AddressGone)
                        .toList();
        return transactions.run(
                throughIndexes()
                        .then(record(attempts))
                        .then(gone.isEmpty() ? Mono.empty() : removeDevices(gone)));
    }

    private Mono<Void> record(List<Attempt> attempts) {
        return database.sql(SETTLE)
                .bind("sender", self.id())
                .bind("ids", array(attempts, one -> one.claimed().id(), UUID[]::new))
                .bind("attempts", array(attempts, one -> one.claimed().attempt(), Integer[]::new))
                .bind("states", array(attempts, one -> one.settlement().state(), String[]::new))
                .bind("reasons", array(attempts, one -> one.settlement().why(), String[]::new))
                .bind("providerIds", array(attempts, Attempt::providerId, String[]::new))
                .bind("uncounted", array(attempts, Attempt::uncounted, Integer[]::new))
                .bind("waits", array(attempts, Attempt::waitMillis, Long[]::new))
                .then();
    }

    /** Takes over what nobody is sending any more; tells how many. */
    Mono<Long> takeOver() {
        return database.sql(TAKE_OVER)
                .bind("again", lanesAgain())
                .bind("stuck", settings.stuck().toMillis())
                .fetch()
                .rowsUpdated();
    }

    /** Drops what nobody needs any more, also of push services that are switched off. */
    Mono<Long> expire() {
        return database.sql(EXPIRE).fetch().rowsUpdated();
    }

    /** Deletes what need not be shown any more; tells how many. */
    Mono<Long> forget() {
        return database.sql(FORGET).bind("kept", settings.kept().toMillis()).fetch().rowsUpdated();
    }

    private Mono<Void> removeDevices(List<Attempt> gone) {
        List<Attempt> ofDevices =
                gone.stream().filter(one -> one.claimed().device().isPresent()).toList();
        return devices.removeGone(
                array(ofDevices, one -> one.claimed().device().orElseThrow(), UUID[]::new),
                array(ofDevices, one -> one.claimed().claimedAt(), OffsetDateTime[]::new));
    }

    private static Integer[] lanesAgain() {
        return java.util.Arrays.stream(Lane.values())
                .filter(Lane::againWhenUnsure)
                .map(Lane::number)
                .toArray(Integer[]::new);
    }

    private static Claim toClaim(Readable row, long nanos) {
        boolean toBeSent = Columns.get(row, "state", String.class).equals("SENDING");
        return new Claim(
                toBeSent,
                new Claimed(
                        Columns.get(row, "id", UUID.class),
                        Columns.get(row, "message", UUID.class),
                        Columns.find(row, "device", UUID.class),
                        Columns.find(row, "topic", String.class),
                        Columns.find(row, "address_kind", String.class)
                                .map(AddressKind::valueOf)
                                .orElse(AddressKind.FCM_TOKEN),
                        Columns.find(row, "address", byte[].class).orElse(new byte[0]),
                        Columns.get(row, "tag", String.class),
                        Columns.get(row, "template", String.class),
                        Columns.get(row, "template_version", Integer.class),
                        Columns.get(row, "language", String.class),
                        Columns.get(row, "large_text", Boolean.class),
                        Columns.find(row, "facts", String.class),
                        Columns.get(row, "attempt", Integer.class),
                        Columns.get(row, "tries", Integer.class),
                        Columns.get(row, "sending_at", OffsetDateTime.class),
                        seconds(row, "waited"),
                        seconds(row, "left_for_tries"),
                        seconds(row, "left_for_use"),
                        nanos,
                        Columns.find(row, "traceparent", String.class)));
    }

    private static Duration seconds(Readable row, String column) {
        return Duration.ofMillis(Math.round(Columns.get(row, column, Double.class) * 1000));
    }

    private static <T> T[] array(
            List<Attempt> attempts, Function<Attempt, T> part, IntFunction<T[]> make) {
        return attempts.stream().map(part).toArray(make);
    }

    /** A row that was taken, to send or because it was out of date. */
    private record Claim(boolean isToBeSent, Claimed claimed) {}

    /** An attempt and what it means. */
    record Attempt(Claimed claimed, Settlement settlement) {

        String providerId() {
            return settlement instanceof Settlement.Accepted(String id) ? id : "";
        }

        int uncounted() {
            return settlement instanceof Settlement.Again again && !again.counted() ? 1 : 0;
        }

        long waitMillis() {
            return settlement instanceof Settlement.Again again ? again.pause().toMillis() : 0;
        }
    }
}
