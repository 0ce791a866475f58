package city.zhanqiao.data.pilot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import city.zhanqiao.city.division.DivisionCode;
import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.city.pilot.Admission;
import city.zhanqiao.city.pilot.AudienceGroup;
import city.zhanqiao.city.pilot.KnownPilot;
import city.zhanqiao.city.pilot.Newcomer;
import city.zhanqiao.data.database.Transactions;
import city.zhanqiao.data.event.EventSubscription;
import city.zhanqiao.data.event.Peers;
import city.zhanqiao.data.support.TestPilots;
import city.zhanqiao.data.support.TestPostgres;
import city.zhanqiao.data.support.TestPostgres.TestDatabase;
import city.zhanqiao.data.support.TestRedis;
import city.zhanqiao.data.support.TestService;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.web.reactive.function.client.WebClient;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import java.util.stream.Stream;

class PilotCopyTest {

    private static final Duration A_SECOND = Duration.ofSeconds(1);
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final DivisionCode SHINAN = new DivisionCode("370202");

    private static final List<String> stops = new CopyOnWriteArrayList<>();
    private static final TestRedis redis = TestRedis.start();
    private static final TestDatabase place = TestPostgres.newDatabase("copy");
    private static final TestPilots pilots = TestPilots.start(redis);
    private static ConfigurableApplicationContext service = startService();

    @AfterAll
    static void stop() {
        service.close();
        pilots.close();
        redis.close();
    }

    @Test
    void closesWhatItDoesNotKnow() {
        assertThat(look("item:unheard-of")).isInstanceOf(Admission.Closed.class);
    }

    @Test
    void obeysAStopWithinASecondAndAfterARestart() {
        UUID id = UUID.randomUUID();
        pilots.open(id, "item:stopped", SHINAN.value());
        await().untilAsserted(
                        () -> assertThat(look("item:stopped")).isInstanceOf(Admission.Open.class));

        pilots.stop(id, "item:stopped", SHINAN.value());

        await().atMost(A_SECOND)
                .untilAsserted(() ->
                        assertThat(look("item:stopped")).isInstanceOf(Admission.Closed.class));
        service.close();
        service = startService();
        assertThat(look("item:stopped")).isInstanceOf(Admission.Closed.class);
    }

    @Test
    void letsInExactlyTheQuotaHoweverManyComeAtOnce() {
        pilots.open(UUID.randomUUID(), "item:scarce", SHINAN.value(), 7);
        await().untilAsserted(
                        () -> assertThat(look("item:scarce")).isInstanceOf(Admission.Open.class));

        List<Admission> answers =
                Flux.fromStream(IntStream.range(0, 60).boxed())
                        .flatMap(
                                n ->
                                        bean(Transactions.class)
                                                .run(copy().admit("item:scarce", newcomer(n))),
                                8)
                        .collectList()
                        .block(LONG);

        assertThat(answers).hasSize(60);
        assertThat(answers.stream().filter(Admission.Open.class::isInstance)).hasSize(7);
        assertThat(look("item:scarce"))
                .isEqualTo(
                        new Admission.Closed(Admission.Reason.QUOTA, List.of(), Optional.empty()));
    }

    @Test
    void keepsTheQuotaAmongManyWhoAreDecidedOnTogether() {
        pilots.open(UUID.randomUUID(), "hall:scarce", SHINAN.value(), 11);
        await().untilAsserted(
                        () -> assertThat(look("hall:scarce")).isInstanceOf(Admission.Open.class));

        Long begun =
                Flux.range(0, 12)
                        .flatMap(n -> bean(Transactions.class).run(letInFive("hall:scarce")), 8)
                        .reduce(Long::sum)
                        .block(LONG);

        assertThat(begun).isEqualTo(11);
        assertThat(place.count("SELECT taken FROM pilot_copy WHERE scenario = 'hall:scarce'"))
                .isEqualTo(11);
    }

    @Test
    void tellsOfAStopOnceAndOnlyWhereNothingGoesOn() {
        UUID first = UUID.randomUUID();
        UUID second = UUID.randomUUID();
        pilots.open(first, "item:twice", SHINAN.value());
        pilots.open(second, "item:twice", SHINAN.value());
        pilots.stop(first, "item:twice", SHINAN.value());
        pilots.stop(second, "item:twice", SHINAN.value());
        pilots.stop(UUID.randomUUID(), "item:last", SHINAN.value());

        await().until(() -> stops.contains("item:last 370202"));

        assertThat(stops.stream().filter("item:twice 370202"::equals)).hasSize(1);
    }

    private static Mono<Long> letInFive(String scenario) {
        return copy().doorkeeper(scenario)
                .flatMap(doorkeeper -> {
                    long begun =
                            IntStream.range(0, 5)
                                    .mapToObj(n -> doorkeeper.look(newcomer(n)))
                                    .flatMap(PilotCopyTest::pilot)
                                    .peek(doorkeeper::count)
                                    .count();
                    return copy().count(doorkeeper).thenReturn(begun);
                });
    }

    private static Stream<KnownPilot> pilot(Admission admission) {
        return admission instanceof Admission.Open(KnownPilot pilot)
                ? Stream.of(pilot)
                : Stream.empty();
    }

    private static Admission look(String scenario) {
        return Optional.ofNullable(copy().look(scenario, newcomer(0)).block(LONG)).orElseThrow();
    }

    private static Newcomer newcomer(int n) {
        return new Newcomer(
                new ResidentId("r-" + n), SHINAN, "ONLINE", Optional.of(AudienceGroup.ofAge(30)));
    }

    private static PilotCopy copy() {
        return bean(PilotCopy.class);
    }

    private static <T> T bean(Class<T> type) {
        return service.getBean(type);
    }

    private static ConfigurableApplicationContext startService() {
        return TestService.start(
                "applications",
                Copying.class,
                place.properties(),
                redis.properties(),
                Map.of("test.pilots", pilots.address()));
    }

    @Configuration(proxyBeanMethods = false)
    static class Copying {
        @Bean
        Peers peers(Environment environment) {
            return service -> WebClient.create(environment.getRequiredProperty("test.pilots"));
        }

        @Bean
        EventSubscription pilots(PilotCopy copy) {
            return copy.subscription((scenario, district) ->
                    Mono.fromRunnable(() -> stops.add(scenario + " " + district)));
        }
    }
}
