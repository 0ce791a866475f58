package city.zhanqiao.data.pilot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import city.zhanqiao.city.division.DivisionCode;
import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.city.pilot.Admission;
import city.zhanqiao.city.pilot.AudienceGroup;
import city.zhanqiao.city.pilot.Newcomer;
import city.zhanqiao.data.database.Transactions;
import city.zhanqiao.data.event.DomainEvent;
import city.zhanqiao.data.event.EventLog;
import city.zhanqiao.data.event.EventSubscription;
import city.zhanqiao.data.event.Peers;
import city.zhanqiao.data.support.TestPostgres;
import city.zhanqiao.data.support.TestPostgres.TestDatabase;
import city.zhanqiao.data.support.TestRedis;
import city.zhanqiao.data.support.TestService;

import com.fasterxml.jackson.annotation.JsonIgnore;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.web.reactive.function.client.WebClient;

import reactor.core.publisher.Flux;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;

class PilotCopyTest {

    private static final Duration A_SECOND = Duration.ofSeconds(1);
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final DivisionCode SHINAN = new DivisionCode("370202");

    private static final TestRedis redis = TestRedis.start();
    private static final TestDatabase place = TestPostgres.newDatabase("copy");
    private static final ConfigurableApplicationContext pilots =
            TestService.start(
                    "pilots",
                    Object.class,
                    TestPostgres.newDatabase("registry").properties(),
                    redis.properties());
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
        tell("opened", id, "item:stopped", "PILOT", Optional.empty());
        await().untilAsserted(
                        () -> assertThat(look("item:stopped")).isInstanceOf(Admission.Open.class));

        tell("stopped", id, "item:stopped", "STOPPED", Optional.empty());

        await().atMost(A_SECOND)
                .untilAsserted(() ->
                        assertThat(look("item:stopped")).isInstanceOf(Admission.Closed.class));
        service.close();
        service = startService();
        assertThat(look("item:stopped")).isInstanceOf(Admission.Closed.class);
    }

    @Test
    void letsInExactlyTheQuotaHoweverManyComeAtOnce() {
        tell("opened", UUID.randomUUID(), "item:scarce", "PILOT", Optional.of(7));
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

    private static void tell(
            String move, UUID pilot, String scenario, String state, Optional<Integer> quota) {
        Moved moved =
                new Moved(
                        "city.zhanqiao.pilot." + move + ".v1",
                        pilot,
                        scenario,
                        SHINAN.value(),
                        state,
                        "2022-05-23",
                        100,
                        List.of(),
                        List.of("ONLINE"),
                        quota);
        pilots.getBean(Transactions.class)
                .run(pilots.getBean(EventLog.class).append(moved))
                .block(LONG);
    }

    private static ConfigurableApplicationContext startService() {
        return TestService.start(
                "applications",
                Copying.class,
                place.properties(),
                redis.properties(),
                Map.of("test.pilots", "http://127.0.0.1:" + TestService.port(pilots)));
    }

    private record Moved(
            @JsonIgnore String type,
            UUID pilotId,
            String scenario,
            String district,
            String state,
            String opensOn,
            int share,
            List<String> groups,
            List<String> channels,
            Optional<Integer> quota)
            implements DomainEvent {
        @Override
        public String subject() {
            return pilotId.toString();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Copying {
        @Bean
        Peers peers(Environment environment) {
            return service -> WebClient.create(environment.getRequiredProperty("test.pilots"));
        }

        @Bean
        EventSubscription pilots(PilotCopy copy) {
            return copy.subscription();
        }
    }
}
