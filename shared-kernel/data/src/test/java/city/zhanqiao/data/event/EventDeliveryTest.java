package city.zhanqiao.data.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import city.zhanqiao.data.database.Transactions;
import city.zhanqiao.data.support.TestPostgres;
import city.zhanqiao.data.support.TestPostgres.TestDatabase;
import city.zhanqiao.data.support.TestRedis;
import city.zhanqiao.data.support.TestService;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.NoTransactionException;
import org.springframework.web.reactive.function.client.WebClient;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

class EventDeliveryTest {

    private static final Duration SOON = Duration.ofSeconds(10);

    private final TestRedis redis = TestRedis.start();
    private final TestDatabase senderPlace = TestPostgres.newDatabase("sender");
    private final TestDatabase readerPlace = TestPostgres.newDatabase("reader");
    private ConfigurableApplicationContext sender = startSender();
    private ConfigurableApplicationContext reader = startReader();

    @BeforeEach
    void prepare() {
        readerPlace.execute("CREATE TABLE taken (number int, at timestamptz DEFAULT now())");
    }

    @AfterEach
    void stop() {
        reader.close();
        sender.close();
        redis.close();
    }

    @Test
    void bringsEveryEventOnceAndInOrder() {
        happen(1, 300);

        awaitTaken(300);
        assertThat(taken()).isEqualTo(numbers(1, 300));
    }

    @Test
    void numbersWithoutGapsUnderParallelCommitsAndRollbacks() {
        Flux.range(1, 200)
                .flatMap(n -> n % 4 == 0 ? failAfterAppending(n).onErrorComplete() : happen(n), 16)
                .blockLast(SOON);

        awaitTaken(150);
        assertThat(senderPlace.count("SELECT count(*) FROM event")).isEqualTo(150);
        assertThat(senderPlace.count("SELECT max(position) FROM event")).isEqualTo(150);
        assertThat(senderPlace.count("SELECT count(DISTINCT position) FROM event")).isEqualTo(150);
        assertThat(readerPlace.count("SELECT count(DISTINCT number) FROM taken")).isEqualTo(150);
    }

    @Test
    void losesNothingWhenRedisIsFlushedOnTheWay() {
        happen(1, 50);
        awaitTaken(10);
        redisTemplate()
                .execute(connection -> connection.serverCommands().flushAll())
                .blockLast(SOON);
        happen(51, 50);
        redisTemplate()
                .execute(connection -> connection.serverCommands().flushAll())
                .blockLast(SOON);

        awaitTaken(100);
        assertThat(taken()).isEqualTo(numbers(1, 100));
    }

    @Test
    void goesOnWithoutRedisAndAfterAnEmptyOneCameBack() {
        happen(1, 20);
        awaitTaken(20);
        redis.stop();
        happen(21, 20);
        awaitTaken(40);
        redis.startEmpty();
        happen(41, 20);

        awaitTaken(60);
        assertThat(taken()).isEqualTo(numbers(1, 60));
    }

    @Test
    void goesOnWhereItStoppedAfterARestartOfTheReader() {
        happen(1, 30);
        awaitTaken(30);
        reader.close();
        happen(31, 30);
        redisTemplate()
                .execute(connection -> connection.serverCommands().flushAll())
                .blockLast(SOON);
        reader = startReader();

        awaitTaken(60);
        assertThat(taken()).isEqualTo(numbers(1, 60));
    }

    @Test
    void takesEachEventOnceWithTwoReadersAtOnce() {
        try (ConfigurableApplicationContext second = startReader()) {
            assertThat(second.isRunning()).isTrue();
            happen(1, 200);
            awaitTaken(200);
        }
        assertThat(taken()).isEqualTo(numbers(1, 200));
    }

    @Test
    void putsAPoisonEventAsideAndGoesOn() {
        readerPlace.execute("ALTER TABLE taken ADD CHECK (number <> 5)");
        happen(1, 10);

        awaitTaken(9);
        assertThat(taken()).isEqualTo(List.of(1, 2, 3, 4, 6, 7, 8, 9, 10));
        assertThat(readerPlace.count("SELECT position FROM event_aside")).isEqualTo(5);

        readerPlace.execute("ALTER TABLE taken DROP CONSTRAINT taken_number_check");
        String id = readerPlace.texts("SELECT id FROM event_aside").getFirst();
        WebClient client = WebClient.create("http://127.0.0.1:" + TestService.port(reader));
        client.post()
                .uri("/admin/v1/events-aside/{id}/retry", id)
                .retrieve()
                .toBodilessEntity()
                .block(SOON);

        assertThat(taken()).hasSize(10).endsWith(5);
        assertThat(readerPlace.count("SELECT count(*) FROM event_aside WHERE done_at IS NULL"))
                .isZero();
    }

    @Test
    void beginsAnewWhenTheSendersLogIsAnother() {
        happen(1, 5);
        awaitTaken(5);
        senderPlace.execute(
                "TRUNCATE event; UPDATE event_relay SET log = uuidv7(), numbered = 0, delivered ="
                        + " 0");
        happen(6, 5);

        awaitTaken(10);
        assertThat(taken()).isEqualTo(numbers(1, 10));
    }

    @Test
    void asksForManyLargeEventsInAnswersThatFit() {
        redis.stop();
        String large = "x".repeat(20_000);
        sender.getBean(Transactions.class)
                .run(
                        sender.getBean(EventLog.class)
                                .append(
                                        IntStream.rangeClosed(1, 150)
                                                .mapToObj(n -> new Large(n, large))
                                                .toArray(DomainEvent[]::new)))
                .block(SOON);

        awaitTaken(150);
        assertThat(taken()).isEqualTo(numbers(1, 150));
        redis.startEmpty();
    }

    @Test
    void refusesAnEventOutsideATransaction() {
        assertThatThrownBy(() -> sender.getBean(EventLog.class).append(new Counted(1)).block(SOON))
                .isInstanceOf(NoTransactionException.class);
    }

    private void happen(int from, int count) {
        Flux.range(from, count).concatMap(this::happen).blockLast(SOON);
    }

    private Mono<Integer> happen(int number) {
        return sender.getBean(Transactions.class)
                .run(sender.getBean(EventLog.class).append(new Counted(number)).thenReturn(number));
    }

    private Mono<Integer> failAfterAppending(int number) {
        return sender.getBean(Transactions.class)
                .run(
                        sender.getBean(EventLog.class)
                                .append(new Counted(number))
                                .then(Mono.error(new IllegalStateException("undo"))));
    }

    private void awaitTaken(int count) {
        await().atMost(Duration.ofSeconds(10))
                .until(() -> readerPlace.count("SELECT count(*) FROM taken") >= count);
    }

    private List<Integer> taken() {
        return readerPlace.texts("SELECT number FROM taken ORDER BY ctid").stream()
                .map(Integer::valueOf)
                .toList();
    }

    private static List<Integer> numbers(int from, int to) {
        return IntStream.rangeClosed(from, to).boxed().toList();
    }

    private ReactiveStringRedisTemplate redisTemplate() {
        return sender.getBean(ReactiveStringRedisTemplate.class);
    }

    private ConfigurableApplicationContext startSender() {
        return TestService.start(
                "sender", Object.class, senderPlace.properties(), redis.properties());
    }

    private ConfigurableApplicationContext startReader() {
        return TestService.start(
                "reader",
                Reader.class,
                readerPlace.properties(),
                redis.properties(),
                Map.of("test.sender", "http://127.0.0.1:" + TestService.port(sender)));
    }

    record Large(int number, String text) implements DomainEvent {
        @Override
        public String type() {
            return "test.counted.v1";
        }

        @Override
        public String subject() {
            return Integer.toString(number);
        }
    }

    record Counted(int number) implements DomainEvent {
        @Override
        public String type() {
            return "test.counted.v1";
        }

        @Override
        public String subject() {
            return Integer.toString(number);
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Reader {
        @Bean
        Peers peers(Environment environment) {
            return service -> WebClient.create(environment.getRequiredProperty("test.sender"));
        }

        @Bean
        EventSubscription counted(DatabaseClient database) {
            return EventSubscription.to("sender")
                    .on(
                            "test.counted.v1",
                            Counted.class,
                            (event, counted) ->
                                    database.sql("INSERT INTO taken (number) VALUES (:number)")
                                            .bind("number", counted.number())
                                            .then());
        }
    }
}
