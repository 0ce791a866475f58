package city.zhanqiao.data.support;

import city.zhanqiao.data.database.Transactions;
import city.zhanqiao.data.event.DomainEvent;
import city.zhanqiao.data.event.EventLog;

import com.fasterxml.jackson.annotation.JsonIgnore;

import org.springframework.context.ConfigurableApplicationContext;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The pilots' service as its neighbours know it: a log that tells of moves. */
public final class TestPilots implements AutoCloseable {

    private static final Duration LONG = Duration.ofSeconds(20);

    private final ConfigurableApplicationContext service;

    private TestPilots(ConfigurableApplicationContext service) {
        this.service = service;
    }

    /** Starts it beside the services that read from this Redis. */
    public static TestPilots start(TestRedis redis) {
        return new TestPilots(
                TestService.start(
                        "pilots",
                        Object.class,
                        TestPostgres.newDatabase("registry").properties(),
                        redis.properties()));
    }

    /** Where it gives its log. */
    public String address() {
        return "http://127.0.0.1:" + TestService.port(service);
    }

    /** A pilot was opened for everybody. */
    public void open(UUID pilot, String scenario, String district) {
        tell("opened", pilot, scenario, district, "PILOT", Optional.empty());
    }

    /** A pilot was opened for so many. */
    public void open(UUID pilot, String scenario, String district, int quota) {
        tell("opened", pilot, scenario, district, "PILOT", Optional.of(quota));
    }

    /** A pilot was stopped. */
    public void stop(UUID pilot, String scenario, String district) {
        tell("stopped", pilot, scenario, district, "STOPPED", Optional.empty());
    }

    private void tell(
            String move,
            UUID pilot,
            String scenario,
            String district,
            String state,
            Optional<Integer> quota) {
        Moved moved =
                new Moved(
                        "city.zhanqiao.pilot." + move + ".v1",
                        pilot,
                        scenario,
                        district,
                        state,
                        "2022-05-23",
                        100,
                        List.of(),
                        List.of("ONLINE", "WINDOW"),
                        quota);
        service.getBean(Transactions.class)
                .run(service.getBean(EventLog.class).append(moved))
                .block(LONG);
    }

    @Override
    public void close() {
        service.close();
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
        @JsonIgnore
        public String subject() {
            return pilotId.toString();
        }
    }
}
