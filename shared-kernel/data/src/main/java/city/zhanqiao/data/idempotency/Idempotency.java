package city.zhanqiao.data.idempotency;

import city.zhanqiao.city.IdempotencyKey;
import city.zhanqiao.city.Outcome;
import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.city.problem.ProblemException;
import city.zhanqiao.data.database.Columns;
import city.zhanqiao.data.database.Transactions;
import city.zhanqiao.data.encryption.FieldCipher;

import io.r2dbc.spi.Readable;

import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.r2dbc.core.DatabaseClient;

import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Carries out an act at most once for each caller and key. What a done act answers is kept in the
 * transaction of its effect, so the same key gives the same answer after a time-out, a crash or in
 * parallel; a refusal is not kept and may be tried again (draft-ietf-httpapi-idempotency-key-header
 * §2.6, and stricter: kept {@link #KEPT}).
 */
public final class Idempotency {

    /** How long a key is remembered; the API promises at least 24 hours. */
    public static final Duration KEPT = Duration.ofDays(7);

    private static final Duration TRY_AGAIN = Duration.ofSeconds(1);
    private static final String ANSWER = "idempotency.answer";

    /** The lock lasts as long as the transaction: whoever does not get it meets a running twin. */
    private static final String LOCK_AND_FIND =
            """
            SELECT alone, fingerprint, answer
              FROM idempotency_find(ARRAY[:caller]::text[], ARRAY[:key]::text[])
            """;

    private static final String KEEP =
            """
            INSERT INTO idempotency (caller, key, operation, fingerprint, answer, kept_at)
            VALUES (:caller, :key, :operation, :fingerprint, :answer, :at)
            """;

    private static final String FIND =
            "SELECT operation, kept_at FROM idempotency WHERE caller = :caller AND key = :key";

    private static final String FORGET =
            """
            DELETE FROM idempotency
             WHERE (caller, key) IN
                   (SELECT caller, key FROM idempotency WHERE kept_at < :before LIMIT 1000)
            """;

    /** The twin committed between our snapshot and our lock: look again, now it can be seen. */
    static final Retry AFTER_A_TWIN =
            Retry.max(3)
                    .filter(Idempotency::isTwin)
                    .onRetryExhaustedThrow((spec, signal) -> signal.failure());

    private final DatabaseClient database;
    private final Transactions transactions;
    private final FieldCipher cipher;
    private final JsonMapper json;
    private final InstantSource clock;

    Idempotency(
            DatabaseClient database,
            Transactions transactions,
            FieldCipher cipher,
            JsonMapper json,
            InstantSource clock) {
        this.database = database;
        this.transactions = transactions;
        this.cipher = cipher;
        this.json =
                json.rebuild()
                        .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
                        .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                        .build();
        this.clock = clock;
    }

    /**
     * Does the work in one transaction together with the record of its answer, or gives the answer
     * that the same act got before.
     *
     * @param answer the type of the answer; it is kept as JSON and must survive the round trip
     * @param work cold, touches only this service's database
     */
    public <T, R> Mono<Outcome<T, R>> once(Act act, Class<T> answer, Mono<Outcome<T, R>> work) {
        byte[] fingerprint = fingerprint(act);
        return transactions
                .act(
                        lockAndFind(act)
                                .flatMap(found ->
                                        found.isEmpty()
                                                ? doAndKeep(act, fingerprint, work)
                                                : this.<T, R>replay(
                                                        found.get(), fingerprint, answer)))
                .retryWhen(AFTER_A_TWIN);
    }

    /** What is known of an earlier act with this key: its operation and time. */
    public Mono<Receipt> receipt(Caller caller, IdempotencyKey key) {
        Act named = new Act(caller, key, "", "");
        return database.sql(FIND)
                .bind("caller", named.owner())
                .bind("key", key.value())
                .map(Idempotency::toReceipt)
                .one();
    }

    /** Forgets what is older than {@link #KEPT}; gives the number of forgotten keys. */
    Mono<Long> forgetOld() {
        return database.sql(FORGET)
                .bind("before", Columns.timestamp(clock.instant().minus(KEPT)))
                .fetch()
                .rowsUpdated();
    }

    private Mono<Optional<Kept>> lockAndFind(Act act) {
        return database.sql(LOCK_AND_FIND)
                .bind("caller", act.owner())
                .bind("key", act.key().value())
                .map(Idempotency::toKept)
                .one();
    }

    private <T, R> Mono<Outcome<T, R>> doAndKeep(
            Act act, byte[] fingerprint, Mono<Outcome<T, R>> work) {
        return work.flatMap(outcome ->
                switch (outcome) {
                    case Outcome.Refused<T, R> refused -> Mono.just(refused);
                    case Outcome.Done<T, R>(T value) ->
                            keep(act, fingerprint, value).thenReturn(outcome);
                });
    }

    private Mono<Void> keep(Act act, byte[] fingerprint, @Nullable Object value) {
        return database.sql(KEEP)
                .bind("caller", act.owner())
                .bind("key", act.key().value())
                .bind("operation", act.operation())
                .bind("fingerprint", fingerprint)
                .bind("answer", seal(value))
                .bind("at", Columns.timestamp(clock.instant()))
                .then();
    }

    private <T, R> Mono<Outcome<T, R>> replay(Kept kept, byte[] fingerprint, Class<T> answer) {
        if (!MessageDigest.isEqual(kept.fingerprint(), fingerprint)) {
            return Mono.error(new ProblemException(IdempotencyProblem.IDEMPOTENCY_KEY_REUSED));
        }
        return Mono.fromSupplier(() -> Outcome.done(open(kept, answer)));
    }

    byte[] seal(@Nullable Object value) {
        return cipher.seal(json.writeValueAsString(value), ANSWER);
    }

    <T> T open(Kept kept, Class<T> answer) {
        return json.readValue(cipher.open(kept.answer(), ANSWER), answer);
    }

    byte[] fingerprint(Act act) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(act.operation().getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
            return digest.digest(json.writeValueAsBytes(act.content()));
        } catch (NoSuchAlgorithmException absent) {
            throw new IllegalStateException("every JDK has SHA-256", absent);
        }
    }

    private static Optional<Kept> toKept(Readable row) {
        byte[] fingerprint = row.get("fingerprint", byte[].class);
        byte[] answer = row.get("answer", byte[].class);
        if (fingerprint != null && answer != null) {
            return Optional.of(new Kept(fingerprint, answer));
        }
        if (!Boolean.TRUE.equals(row.get("alone", Boolean.class))) {
            throw stillRunning();
        }
        return Optional.empty();
    }

    static ProblemException stillRunning() {
        return new ProblemException(IdempotencyProblem.ACT_STILL_RUNNING).withRetryAfter(TRY_AGAIN);
    }

    private static Receipt toReceipt(Readable row) {
        return new Receipt(
                Columns.get(row, "operation", String.class), Columns.instant(row, "kept_at"));
    }

    private static boolean isTwin(Throwable fault) {
        return fault instanceof DataIntegrityViolationException violation
                && String.valueOf(violation.getMessage()).contains("idempotency_pkey");
    }

    record Kept(byte[] fingerprint, byte[] answer) {}

    /**
     * Proof that an act was done.
     *
     * @param operation what was done to what
     * @param at when
     */
    public record Receipt(String operation, Instant at) {}
}
