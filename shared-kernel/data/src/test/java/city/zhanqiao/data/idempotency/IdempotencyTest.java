package city.zhanqiao.data.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import city.zhanqiao.city.IdempotencyKey;
import city.zhanqiao.city.Outcome;
import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.city.problem.ProblemException;
import city.zhanqiao.city.problem.ProblemType;
import city.zhanqiao.data.support.TestPostgres;
import city.zhanqiao.data.support.TestPostgres.TestDatabase;
import city.zhanqiao.data.support.TestRedis;
import city.zhanqiao.data.support.TestService;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.r2dbc.core.DatabaseClient;

import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

class IdempotencyTest {

    private static final Duration SOON = Duration.ofSeconds(10);

    private static ConfigurableApplicationContext context;
    private static TestDatabase place;
    private static TestRedis redis;
    private static Idempotency idempotency;
    private static DatabaseClient database;

    @BeforeAll
    static void start() {
        place = TestPostgres.newDatabase("idempotency");
        redis = TestRedis.start();
        context = TestService.start("test", Object.class, place.properties(), redis.properties());
        place.execute("CREATE TABLE effect (note text)");
        idempotency = context.getBean(Idempotency.class);
        database = context.getBean(DatabaseClient.class);
    }

    @AfterAll
    static void stop() {
        context.close();
        redis.close();
    }

    @BeforeEach
    void clear() {
        database.sql("TRUNCATE effect, idempotency").then().block(SOON);
    }

    @Test
    void givesTheSameAnswerToTheSameKey() {
        Answer first = done(once("key-0001", "a"));
        Answer again = done(once("key-0001", "a"));

        assertThat(again).isEqualTo(first);
        assertThat(effects()).isEqualTo(1);
    }

    @Test
    void refusesTheSameKeyWithOtherContent() {
        done(once("key-0002", "a"));

        assertThatThrownBy(() -> once("key-0002", "b").block(SOON))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem ->
                                assertThat(problem.type())
                                        .isEqualTo(IdempotencyProblem.IDEMPOTENCY_KEY_REUSED));
        assertThat(effects()).isEqualTo(1);
    }

    @Test
    void keepsTheKeysOfTwoCallersApart() {
        done(
                idempotency.once(
                        act(new Caller.Service("one"), "key-0003", "a"), Answer.class, work()));
        done(
                idempotency.once(
                        act(new Caller.Service("two"), "key-0003", "b"), Answer.class, work()));

        assertThat(effects()).isEqualTo(2);
    }

    @Test
    void rollsARefusalBackAndLetsItBeTriedAgain() {
        Mono<Outcome<Answer, String>> refused = work().map(outcome -> Outcome.refused("not yet"));

        assertThat(idempotency.once(act("key-0004", "a"), Answer.class, refused).block(SOON))
                .isEqualTo(Outcome.refused("not yet"));
        assertThat(effects()).isZero();
        done(once("key-0004", "a"));
        assertThat(effects()).isEqualTo(1);
    }

    @Test
    void answersManyActsAtOnceEachByItsOwnKey() {
        done(once("key-0101", "a"));
        IdempotentBatch batch = context.getBean(IdempotentBatch.class);
        List<Act> acts =
                List.of(
                        act("key-0101", "a"),
                        act("key-0101", "b"),
                        act("key-0102", "a"),
                        act("key-0102", "a"),
                        act("key-0103", "a"));
        List<Verdict<Answer, String>> before =
                batch.<Answer, String>recallEach(acts, Answer.class)
                        .blockOptional(SOON)
                        .orElseThrow();
        assertThat(before.get(0)).isInstanceOf(Verdict.Answered.class);
        assertThat(before.get(2)).isInstanceOf(Verdict.Unknown.class);
        assertThat(effects()).isEqualTo(1);
        List<Verdict<Answer, String>> verdicts =
                batch.<Answer, String>onceEach(
                                acts,
                                Answer.class,
                                fresh ->
                                        work().map(done -> {
                                            assertThat(fresh).containsExactly(2, 4);
                                            return List.of(done, Outcome.refused("full"));
                                        }))
                        .blockOptional(SOON)
                        .orElseThrow();

        assertThat(verdicts).hasSize(5);
        assertThat(verdicts.get(0)).isInstanceOf(Verdict.Answered.class);
        assertThat(problem(verdicts.get(1))).contains(IdempotencyProblem.IDEMPOTENCY_KEY_REUSED);
        assertThat(verdicts.get(2)).isInstanceOf(Verdict.Answered.class);
        assertThat(problem(verdicts.get(3))).contains(IdempotencyProblem.ACT_STILL_RUNNING);
        assertThat(verdicts.get(4)).isEqualTo(new Verdict.Answered<>(Outcome.refused("full")));
        assertThat(verdicts.get(2))
                .isEqualTo(new Verdict.Answered<>(Outcome.done(done(once("key-0102", "a")))));
        done(once("key-0103", "a"));
        assertThat(effects()).isEqualTo(3);
    }

    private static Optional<ProblemType> problem(Verdict<Answer, String> verdict) {
        return verdict instanceof Verdict.Unanswered<Answer, String>(ProblemException problem)
                ? Optional.of(problem.type())
                : Optional.empty();
    }

    @Test
    void hasOneEffectForFiftyAtOnce() {
        List<Object> answers =
                Flux.range(0, 50)
                        .flatMap(
                                n ->
                                        once("key-0005", "a")
                                                .<Object>map(outcome -> outcome)
                                                .onErrorResume(
                                                        ProblemException.class,
                                                        problem -> Mono.just(problem.type())),
                                50)
                        .collectList()
                        .blockOptional(SOON)
                        .orElseThrow();

        assertThat(effects()).isEqualTo(1);
        assertThat(answers)
                .hasSize(50)
                .allMatch(answer ->
                        answer instanceof Outcome.Done<?, ?>
                                || answer == IdempotencyProblem.ACT_STILL_RUNNING);
        assertThat(answers.stream().filter(Outcome.Done.class::isInstance).distinct()).hasSize(1);
    }

    /** What a twin did must not be the reason to refuse: it is the very same act. */
    @Test
    void refusesNoActBecauseOfWhatItsTwinDid() {
        List<Outcome<Answer, String>> refused =
                Flux.range(0, 300)
                        .flatMap(
                                n -> {
                                    String key = "key-1%04d".formatted(n);
                                    return Flux.range(0, 4)
                                            .flatMap(twin -> onceOnly(key), 4)
                                            .filter(Outcome.Refused.class::isInstance);
                                },
                                4)
                        .collectList()
                        .blockOptional(Duration.ofSeconds(30))
                        .orElseThrow();

        assertThat(refused).isEmpty();
        assertThat(effects()).isEqualTo(300);
    }

    /** An act that its own effect makes impossible to repeat, as a state or a version does. */
    private static Mono<Outcome<Answer, String>> onceOnly(String key) {
        Mono<Outcome<Answer, String>> insert =
                database.sql(
                                """
                                INSERT INTO effect SELECT :key
                                 WHERE NOT EXISTS (SELECT 1 FROM effect WHERE note = :key)
                                RETURNING note
                                """)
                        .bind("key", key)
                        .map(row -> Outcome.<Answer, String>done(new Answer(key, 1)))
                        .one()
                        .defaultIfEmpty(Outcome.refused("was done"));
        return idempotency
                .once(act(key, "a"), Answer.class, insert)
                .onErrorResume(ProblemException.class, stillRunning -> Mono.empty());
    }

    @Test
    void saysThatATwinIsStillRunning() {
        Sinks.One<Boolean> gate = Sinks.one();
        Sinks.One<Boolean> entered = Sinks.one();
        Mono<Outcome<Answer, String>> slow =
                Mono.fromRunnable(() -> entered.tryEmitValue(true))
                        .then(gate.asMono())
                        .then(work());
        Mono<Outcome<Answer, String>> running =
                idempotency.once(act("key-0006", "a"), Answer.class, slow).cache();
        Disposable first = running.subscribe();
        entered.asMono().block(SOON);

        assertThatThrownBy(() -> once("key-0006", "a").block(SOON))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> {
                            assertThat(problem.type())
                                    .isEqualTo(IdempotencyProblem.ACT_STILL_RUNNING);
                            assertThat(problem.retryAfter()).isPresent();
                        });
        gate.tryEmitValue(true);
        assertThat(done(running)).isEqualTo(done(once("key-0006", "a")));
        first.dispose();
    }

    @Test
    void finishesWhatAClientLeft() {
        Sinks.One<Boolean> gate = Sinks.one();
        Sinks.One<Boolean> entered = Sinks.one();
        Mono<Outcome<Answer, String>> slow =
                Mono.fromRunnable(() -> entered.tryEmitValue(true))
                        .then(gate.asMono())
                        .then(work());
        Disposable client = idempotency.once(act("key-0007", "a"), Answer.class, slow).subscribe();
        entered.asMono().block(SOON);

        client.dispose();
        gate.tryEmitValue(true);

        await().atMost(SOON).until(() -> effects() == 1);
        done(once("key-0007", "a"));
        assertThat(effects()).isEqualTo(1);
    }

    private static Mono<Outcome<Answer, String>> once(String key, String content) {
        return idempotency.once(act(key, content), Answer.class, work());
    }

    private static Mono<Outcome<Answer, String>> work() {
        return database.sql("INSERT INTO effect VALUES ('x') RETURNING uuidv7()::text AS id")
                .map(row -> String.valueOf(row.get("id", String.class)))
                .one()
                .map(id -> Outcome.done(new Answer(id, 1)));
    }

    private static Act act(String key, String content) {
        return act(new Caller.Service("tester"), key, content);
    }

    private static Act act(Caller caller, String key, String content) {
        return new Act(caller, new IdempotencyKey(key), "try", new Content(content));
    }

    private static Answer done(Mono<Outcome<Answer, String>> outcome) {
        return outcome.blockOptional(SOON).orElseThrow().orElseThrow(IllegalStateException::new);
    }

    private static long effects() {
        return place.count("SELECT count(*) FROM effect");
    }

    record Content(String value) {}

    record Answer(String id, int version) {}
}
