package city.zhanqiao.data.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import city.zhanqiao.city.department.DepartmentCode;
import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.city.identity.Role;
import city.zhanqiao.city.identity.StaffId;
import city.zhanqiao.data.database.Transactions;
import city.zhanqiao.data.support.TestPostgres;
import city.zhanqiao.data.support.TestPostgres.TestDatabase;
import city.zhanqiao.data.support.TestRedis;
import city.zhanqiao.data.support.TestService;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.MethodParameter;
import org.springframework.core.env.Environment;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.NoTransactionException;
import org.springframework.web.reactive.BindingContext;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.result.method.SyncHandlerMethodArgumentResolver;
import org.springframework.web.reactive.result.method.annotation.ArgumentResolverConfigurer;
import org.springframework.web.server.ServerWebExchange;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

class EventDeliveryTest {

    private static final Duration SOON = Duration.ofSeconds(10);

    private static final TestRedis REDIS = TestRedis.start();
    private static final TestDatabase SENDER_PLACE = TestPostgres.newDatabase("sender");
    private static final TestDatabase READER_PLACE = TestPostgres.newDatabase("reader");
    private static ConfigurableApplicationContext sender;
    private static ConfigurableApplicationContext reader;

    @BeforeAll
    static void start() {
        sender = startSender();
        reader = startReader();
        READER_PLACE.execute("CREATE TABLE taken (number int, at timestamptz DEFAULT now())");
    }

    @BeforeEach
    void forgetWhatWasTaken() {
        READER_PLACE.execute("TRUNCATE taken");
    }

    @AfterAll
    static void stop() {
        reader.close();
        sender.close();
        REDIS.close();
    }

    @Test
    void bringsEveryEventOnceAndInOrder() {
        happen(1, 300);

        awaitTaken(300);
        assertThat(taken()).isEqualTo(numbers(1, 300));
    }

    @Test
    void numbersWithoutGapsUnderParallelCommitsAndRollbacks() {
        long before = SENDER_PLACE.count("SELECT count(*) FROM event");
        Flux.range(1, 200)
                .flatMap(n -> n % 4 == 0 ? failAfterAppending(n).onErrorComplete() : happen(n), 16)
                .blockLast(SOON);

        awaitTaken(150);
        long events = SENDER_PLACE.count("SELECT count(*) FROM event");
        assertThat(events).isEqualTo(before + 150);
        assertThat(SENDER_PLACE.count("SELECT max(position) FROM event")).isEqualTo(events);
        assertThat(SENDER_PLACE.count("SELECT count(DISTINCT position) FROM event"))
                .isEqualTo(events);
        assertThat(READER_PLACE.count("SELECT count(DISTINCT number) FROM taken")).isEqualTo(150);
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
        REDIS.stop();
        happen(21, 20);
        awaitTaken(40);
        REDIS.startEmpty();
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
        READER_PLACE.execute("ALTER TABLE taken ADD CHECK (number <> 5)");
        happen(1, 10);

        awaitTaken(9);
        assertThat(taken()).isEqualTo(List.of(1, 2, 3, 4, 6, 7, 8, 9, 10));
        assertThat(READER_PLACE.count("SELECT count(*) FROM event_aside WHERE done_at IS NULL"))
                .isEqualTo(1);

        READER_PLACE.execute("ALTER TABLE taken DROP CONSTRAINT taken_number_check");
        String id =
                READER_PLACE.texts("SELECT id FROM event_aside WHERE done_at IS NULL").getFirst();
        WebClient client = WebClient.create("http://127.0.0.1:" + TestService.port(reader));
        for (int time = 0; time < 2; time++) {
            client.post()
                    .uri("/admin/v1/reader/events-aside/{id}/retry", id)
                    .retrieve()
                    .toBodilessEntity()
                    .block(SOON);
        }

        assertThat(taken()).hasSize(10).endsWith(5);
        assertThat(READER_PLACE.count("SELECT count(*) FROM event_aside WHERE done_at IS NULL"))
                .isZero();
        assertThat(READER_PLACE.count("SELECT count(*) FROM audit WHERE action = 'event.retry'"))
                .isEqualTo(1);
    }

    @Test
    void beginsAnewWhenTheSendersLogIsAnother() {
        happen(1, 5);
        awaitTaken(5);
        SENDER_PLACE.execute(
                "TRUNCATE event; UPDATE event_relay SET log = uuidv7(), numbered = 0, delivered ="
                        + " 0");
        happen(6, 5);

        awaitTaken(10);
        assertThat(taken()).isEqualTo(numbers(1, 10));
    }

    @Test
    void asksForManyLargeEventsInAnswersThatFit() {
        REDIS.stop();
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
        REDIS.startEmpty();
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
                .until(() -> READER_PLACE.count("SELECT count(*) FROM taken") >= count);
    }

    private List<Integer> taken() {
        return READER_PLACE.texts("SELECT number FROM taken ORDER BY ctid").stream()
                .map(Integer::valueOf)
                .toList();
    }

    private static List<Integer> numbers(int from, int to) {
        return IntStream.rangeClosed(from, to).boxed().toList();
    }

    private ReactiveStringRedisTemplate redisTemplate() {
        return sender.getBean(ReactiveStringRedisTemplate.class);
    }

    private static ConfigurableApplicationContext startSender() {
        return TestService.start(
                "sender", Object.class, SENDER_PLACE.properties(), REDIS.properties());
    }

    private static ConfigurableApplicationContext startReader() {
        return TestService.start(
                "reader",
                Reader.class,
                READER_PLACE.properties(),
                REDIS.properties(),
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

        /** Who is asking comes from the web kernel in a real service. */
        @Bean
        WebFluxConfigurer administrator() {
            return new WebFluxConfigurer() {
                @Override
                public void configureArgumentResolvers(ArgumentResolverConfigurer resolvers) {
                    resolvers.addCustomResolver(new Administrator());
                }
            };
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

    private static final class Administrator implements SyncHandlerMethodArgumentResolver {
        @Override
        public boolean supportsParameter(MethodParameter parameter) {
            return parameter.getParameterType() == Caller.Staff.class;
        }

        @Override
        public Object resolveArgumentValue(
                MethodParameter parameter, BindingContext context, ServerWebExchange exchange) {
            return new Caller.Staff(
                    new StaffId("s-admin"),
                    Set.of(Role.SYSTEM_ADMIN),
                    new DepartmentCode("big-data"),
                    Optional.empty());
        }
    }
}
