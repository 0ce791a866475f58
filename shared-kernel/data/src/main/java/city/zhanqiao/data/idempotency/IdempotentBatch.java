package city.zhanqiao.data.idempotency;

import city.zhanqiao.city.Outcome;
import city.zhanqiao.city.problem.ProblemException;
import city.zhanqiao.data.database.Columns;
import city.zhanqiao.data.database.Transactions;
import city.zhanqiao.data.idempotency.Idempotency.Kept;

import io.r2dbc.spi.Readable;

import org.springframework.r2dbc.core.DatabaseClient;

import reactor.core.publisher.Mono;

import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * {@link Idempotency} for hot places, where many acts share one transaction and so one commit: the
 * promise to each caller is the same.
 */
public final class IdempotentBatch {

    private static final String LOCK_AND_FIND_EACH =
            """
            SELECT place, alone, fingerprint, answer
              FROM idempotency_find(:callers::text[], :keys::text[])
            """;

    private static final String FIND_EACH =
            """
            SELECT asked.place, true AS alone, kept.fingerprint, kept.answer
              FROM unnest(:callers::text[], :keys::text[])
                   WITH ORDINALITY AS asked (caller, key, place)
              LEFT JOIN idempotency AS kept
                     ON kept.caller = asked.caller AND kept.key = asked.key
            """;

    private static final String KEEP_EACH =
            """
            INSERT INTO idempotency (caller, key, operation, fingerprint, answer, kept_at)
            SELECT done.caller, done.key, done.operation, decode(done.fingerprint, 'hex'),
                   decode(done.answer, 'hex'), :at
              FROM unnest(:callers::text[], :keys::text[], :operations::text[],
                          :fingerprints::text[], :answers::text[])
                   AS done (caller, key, operation, fingerprint, answer)
            """;

    private final Idempotency idempotency;
    private final DatabaseClient database;
    private final Transactions transactions;
    private final InstantSource clock;

    IdempotentBatch(
            Idempotency idempotency,
            DatabaseClient database,
            Transactions transactions,
            InstantSource clock) {
        this.idempotency = idempotency;
        this.database = database;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * Does many acts in one transaction, each at most once. An act that was done before gets the
     * answer it got then; of two with one key in one list the second is told that the first is
     * still running.
     *
     * @param work gets the places in the list of the acts that are new and gives their outcomes in
     *     that order; what it refuses must have had no effect, because the rest is committed
     * @return one verdict for each act, in their order
     */
    public <T, R> Mono<List<Verdict<T, R>>> onceEach(
            List<Act> acts,
            Class<T> answer,
            Function<List<Integer>, Mono<List<Outcome<T, R>>>> work) {
        List<byte[]> fingerprints = acts.stream().map(idempotency::fingerprint).toList();
        return transactions
                .run(
                        find(LOCK_AND_FIND_EACH, acts)
                                .flatMap(found -> settle(acts, fingerprints, found, answer, work)))
                .retryWhen(Idempotency.AFTER_A_TWIN);
    }

    /**
     * What acts were answered before, without doing any: {@link Verdict.Unknown} for those that
     * were not done. For whoever knows already that a new act would be refused; locks nothing.
     */
    public <T, R> Mono<List<Verdict<T, R>>> recallEach(List<Act> acts, Class<T> answer) {
        return find(FIND_EACH, acts)
                .map(found -> {
                    List<Verdict<T, R>> verdicts = new ArrayList<>();
                    for (int place = 0; place < acts.size(); place++) {
                        Found known = Objects.requireNonNull(found.get(place));
                        byte[] fingerprint = idempotency.fingerprint(acts.get(place));
                        verdicts.add(recall(known, true, fingerprint, answer));
                    }
                    return verdicts;
                });
    }

    private Mono<Map<Integer, Found>> find(String sql, List<Act> acts) {
        return database.sql(sql)
                .bind("callers", texts(acts, Act::owner))
                .bind("keys", texts(acts, act -> act.key().value()))
                .map(IdempotentBatch::toFound)
                .all()
                .collectMap(Found::place);
    }

    private <T, R> Mono<List<Verdict<T, R>>> settle(
            List<Act> acts,
            List<byte[]> fingerprints,
            Map<Integer, Found> found,
            Class<T> answer,
            Function<List<Integer>, Mono<List<Outcome<T, R>>>> work) {
        List<Verdict<T, R>> verdicts = new ArrayList<>();
        List<Integer> fresh = new ArrayList<>();
        Set<String> named = new HashSet<>();
        for (int place = 0; place < acts.size(); place++) {
            Act act = acts.get(place);
            Found known = Objects.requireNonNull(found.get(place));
            boolean first = named.add(act.owner() + ' ' + act.key().value());
            Verdict<T, R> verdict = recall(known, first, fingerprints.get(place), answer);
            verdicts.add(verdict);
            if (verdict instanceof Verdict.Unknown<T, R>) {
                fresh.add(place);
            }
        }
        return fresh.isEmpty()
                ? Mono.just(verdicts)
                : work.apply(fresh)
                        .flatMap(outcomes -> keepEach(acts, fingerprints, fresh, outcomes))
                        .map(outcomes -> {
                            for (int n = 0; n < fresh.size(); n++) {
                                verdicts.set(fresh.get(n), new Verdict.Answered<>(outcomes.get(n)));
                            }
                            return verdicts;
                        });
    }

    private <T, R> Verdict<T, R> recall(
            Found found, boolean first, byte[] fingerprint, Class<T> answer) {
        Optional<Kept> kept = found.kept();
        if (kept.isPresent()) {
            return MessageDigest.isEqual(kept.get().fingerprint(), fingerprint)
                    ? new Verdict.Answered<>(Outcome.done(idempotency.open(kept.get(), answer)))
                    : new Verdict.Unanswered<>(
                            new ProblemException(IdempotencyProblem.IDEMPOTENCY_KEY_REUSED));
        }
        return first && found.alone()
                ? new Verdict.Unknown<>()
                : new Verdict.Unanswered<>(Idempotency.stillRunning());
    }

    private <T, R> Mono<List<Outcome<T, R>>> keepEach(
            List<Act> acts,
            List<byte[]> fingerprints,
            List<Integer> fresh,
            List<Outcome<T, R>> outcomes) {
        List<Act> done = new ArrayList<>();
        List<String> prints = new ArrayList<>();
        List<String> answers = new ArrayList<>();
        for (int n = 0; n < fresh.size(); n++) {
            if (outcomes.get(n) instanceof Outcome.Done<T, R>(T value)) {
                done.add(acts.get(fresh.get(n)));
                prints.add(HexFormat.of().formatHex(fingerprints.get(fresh.get(n))));
                answers.add(HexFormat.of().formatHex(idempotency.seal(value)));
            }
        }
        return done.isEmpty()
                ? Mono.just(outcomes)
                : database.sql(KEEP_EACH)
                        .bind("callers", texts(done, Act::owner))
                        .bind("keys", texts(done, act -> act.key().value()))
                        .bind("operations", texts(done, Act::operation))
                        .bind("fingerprints", prints.toArray(String[]::new))
                        .bind("answers", answers.toArray(String[]::new))
                        .bind("at", Columns.timestamp(clock.instant()))
                        .then()
                        .thenReturn(outcomes);
    }

    private static String[] texts(List<Act> acts, Function<Act, String> part) {
        return acts.stream().map(part).toArray(String[]::new);
    }

    private static Found toFound(Readable row) {
        byte[] fingerprint = row.get("fingerprint", byte[].class);
        byte[] answer = row.get("answer", byte[].class);
        return new Found(
                Columns.get(row, "place", Long.class).intValue() - 1,
                Columns.get(row, "alone", Boolean.class),
                fingerprint == null || answer == null
                        ? Optional.empty()
                        : Optional.of(new Kept(fingerprint, answer)));
    }

    /**
     * @param alone no twin of the act is running
     */
    private record Found(int place, boolean alone, Optional<Kept> kept) {}
}
