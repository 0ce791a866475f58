package city.zhanqiao.load.journey;

import static io.gatling.javaapi.core.CoreDsl.atOnceUsers;
import static io.gatling.javaapi.core.CoreDsl.constantUsersPerSec;
import static io.gatling.javaapi.core.CoreDsl.feed;
import static io.gatling.javaapi.core.CoreDsl.global;
import static io.gatling.javaapi.core.CoreDsl.nothingFor;
import static io.gatling.javaapi.core.CoreDsl.rampUsers;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.gatling.javaapi.http.HttpDsl.http;

import io.gatling.javaapi.core.Simulation;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * A city's morning in an open model: people come whether the city is quick or not. For each who
 * applies there are four who follow a case and twelve who only open the app; at nine everybody
 * wants a place; offices work; an emergency reaches every phone of a district.
 */
public final class CityDay extends Simulation {

    /** {@code -Dpeople}: newcomers to the app each second; everything else follows. */
    private static final double PEOPLE = setting("people", 6);

    /** {@code -Dseconds}: how long people come. */
    private static final Duration LENGTH = Duration.ofSeconds(setting("seconds", 120));

    private static final double TRACK = 1.0 / 3;
    private static final double APPLY = 1.0 / 12;
    private static final int RUSH = 20;
    private static final Duration RUSH_LASTS = Duration.ofSeconds(10);
    private static final int CLERK_PACE_SECONDS = 12;
    private static final String HALL = "shinan-example";

    private final RunningCity city = RunningCity.start(Path.of(""));
    private final Wishes wishes = Wishes.from(city, HALL);

    {
        Iterator<Map<String, Object>> newcomers = new Residents(city).newcomers();
        int seconds = (int) LENGTH.toSeconds();
        setUp(
                        scenario("app opening")
                                .exec(feed(newcomers), Journeys.install(), Journeys.open())
                                .injectOpen(constantUsersPerSec(PEOPLE).during(LENGTH)),
                        scenario("tracking")
                                .exec(feed(newcomers), Journeys.track())
                                .injectOpen(constantUsersPerSec(PEOPLE * TRACK).during(LENGTH)),
                        scenario("applying")
                                .exec(feed(newcomers), Journeys.apply())
                                .injectOpen(constantUsersPerSec(PEOPLE * APPLY).during(LENGTH)),
                        scenario("nine o'clock")
                                .exec(feed(newcomers), Journeys.rush(HALL, wishes.startsAt()))
                                .injectOpen(
                                        nothingFor(LENGTH.dividedBy(4)),
                                        rampUsers((int) (PEOPLE * RUSH)).during(RUSH_LASTS)),
                        scenario("office")
                                .exec(
                                        Journeys.office(
                                                city.tokenOf("hr-clerk-shinan"),
                                                seconds / CLERK_PACE_SECONDS))
                                .injectOpen(nothingFor(LENGTH.dividedBy(10)), atOnceUsers(2)),
                        scenario("emergency")
                                .exec(
                                        Journeys.emergency(
                                                city.tokenOf("publisher"),
                                                city.tokenOf("publisher-shinan")))
                                .injectOpen(nothingFor(LENGTH.dividedBy(2)), atOnceUsers(1)))
                .protocols(http.baseUrl(city.gateway()).acceptLanguageHeader("zh-Hans"))
                .assertions(
                        global().failedRequests().percent().lt(0.1),
                        global().responseTime().percentile(99.0).lt(2_000));
    }

    private static int setting(String name, int usual) {
        int given = Integer.getInteger(name, 0);
        return given > 0 ? given : usual;
    }

    /** What must be true in the databases, however fast it was. */
    @Override
    public void after() {
        try (city) {
            List<String> faults = new Truth(city, wishes).faults();
            faults.forEach(System.err::println);
            if (!faults.isEmpty()) {
                throw new IllegalStateException(faults.size() + " invariants do not hold");
            }
            System.out.println(
                    "Invariants: places, cases, messages and pushes are as they must be.");
        }
    }
}
