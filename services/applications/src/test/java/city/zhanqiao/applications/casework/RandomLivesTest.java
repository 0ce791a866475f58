package city.zhanqiao.applications.casework;

import static city.zhanqiao.applications.City.get;
import static city.zhanqiao.applications.City.key;
import static city.zhanqiao.applications.City.post;
import static city.zhanqiao.applications.City.resident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import city.zhanqiao.applications.City;
import city.zhanqiao.applications.City.Reply;
import city.zhanqiao.applications.SampleForm;
import city.zhanqiao.city.Outcome;
import city.zhanqiao.city.identity.Role;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import tools.jackson.databind.JsonNode;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Lawful and unlawful acts at random, by anybody, through the running service: after each one the
 * database says what must always hold, and at the end the history of every case is complete and the
 * audit chain unbroken. The seed stands in the name of a failing case.
 */
class RandomLivesTest {

    private static final int CASES = 5;
    private static final int ACTS = 130;
    private static final String PATH = "/admin/v1/applications/";
    private static final String OFFICE = "urban-management";
    private static final List<String> REASONS = List.of("TESTING", "HEARING", "SITE_VISIT");

    private Random random = new Random();

    @AfterEach
    void resetTime() {
        City.CLOCK.reset();
    }

    @ParameterizedTest
    @ValueSource(longs = 20260214)
    void keepWhatMustAlwaysHold(long seed) {
        random = new Random(seed);
        List<String> cases = new ArrayList<>();
        for (int n = 0; n < CASES; n++) {
            cases.add(begun("lives-" + seed + "-" + n));
        }
        int done = 0;
        for (int n = 0; n < ACTS; n++) {
            int which = random.nextInt(CASES);
            done += tryAny(cases.get(which), "lives-" + seed + "-" + which) ? 1 : 0;
            if (n % 10 == 9) {
                City.CLOCK.set(City.CLOCK.instant().plus(Duration.ofHours(random.nextInt(60))));
                City.runTimers();
            }
        }
        assertThat(done).as("acts that took place").isBetween(ACTS / 10, ACTS);
        cases.forEach(RandomLivesTest::assertComplete);
        assertChainUnbroken();
    }

    /** Tries an act; gives whether it took place. */
    private boolean tryAny(String id, String owner) {
        Row before = Row.of(id);
        long written = written(id);
        Reply reply =
                anyAct(id, owner, random.nextInt(8) == 0 ? before.version + 1 : before.version);
        Row after = Row.of(id);
        if (reply.status() == 200) {
            assertThat(after.version).isEqualTo(before.version + 1);
        } else {
            assertThat(reply.status()).as(reply.body().toString()).isBetween(400, 428);
            assertThat(after).as("a refused act changes nothing").isEqualTo(before);
            assertThat(written(id)).as("and writes nothing down").isEqualTo(written);
        }
        assertAlways(id, after, owner);
        return reply.status() == 200;
    }

    private Reply anyAct(String id, String owner, int version) {
        String etag = City.etag(version);
        String staff = anybody();
        return switch (random.nextInt(16)) {
            case 0 -> own(owner, id, "submission", etag, anyPromise());
            case 1 -> own(owner, id, "correction", etag, "");
            case 2 ->
                    random.nextInt(6) == 0
                            ? own(owner, id, "withdrawal", etag, "")
                            : act(staff, id, "second-check", etag, "");
            case 3, 4 -> act(staff, id, "acceptance", etag, "");
            case 5 ->
                    act(
                            staff,
                            id,
                            "correction-request",
                            etag,
                            "{\"missing\":[{\"about\":\"site-plan\",\"what\":\"不清晰\"}]}");
            case 6 ->
                    random.nextInt(6) == 0
                            ? act(
                                    staff,
                                    id,
                                    "rejection",
                                    etag,
                                    "{\"code\":\"NOT_NEEDED\",\"reason\":\"无需办理\"}")
                            : act(staff, id, "review", etag, "");
            case 7, 8 -> act(staff, id, "review", etag, "");
            case 9 ->
                    act(
                            staff,
                            id,
                            "suspension",
                            etag,
                            "{\"reason\":\"%s\",\"plannedDays\":2,\"told\":\"已告知\"}"
                                    .formatted(REASONS.get(random.nextInt(REASONS.size()))));
            case 10 -> act(staff, id, "resumption", etag, "");
            case 11 -> act(staff, id, "extension", etag, "{\"reason\":\"案情复杂\"}");
            case 12, 13 ->
                    act(
                            staff,
                            id,
                            "decision",
                            etag,
                            random.nextInt(4) == 0
                                    ? "{\"decision\":\"REFUSE\",\"reason\":\"不符合条件\"}"
                                    : "{\"decision\":\"APPROVE\"}");
            case 14 ->
                    random.nextInt(3) == 0
                            ? act(staff, id, "supplement", etag, "{\"papers\":[\"traffic-plan\"]}")
                            : act(staff, id, "issuance", etag, "");
            default -> act(staff, id, "delivery", etag, "{\"way\":\"ELECTRONIC\"}");
        };
    }

    private static void assertAlways(String id, Row row, String owner) {
        assertThat(row.corrections).isLessThanOrEqualTo(1);
        assertThat(count("application_step", id, "act = 'REQUEST_CORRECTION'"))
                .isEqualTo(row.corrections);
        if (List.of("ISSUED", "DELIVERED").contains(row.state) && !row.result.isEmpty()) {
            assertThat(row.openPapers).as("nothing is issued with a paper open").isZero();
        }
        for (JsonNode clock : track(owner, id).path("clocks")) {
            assertThat(clock.path("remaining").asInt() < 0)
                    .as("%s is overdue exactly if red", clock)
                    .isEqualTo(clock.path("colour").asString().equals("RED"));
        }
    }

    /** Every version has its step, every step follows from the one before, and each was audited. */
    private static void assertComplete(String id) {
        List<String> steps =
                City.PLACE.texts(
                        "SELECT version || ' ' || act || ' ' || state FROM application_step WHERE"
                                + " application = '"
                                + id
                                + "' ORDER BY version");
        State state = State.DRAFT;
        for (int n = 0; n < steps.size(); n++) {
            String[] step = steps.get(n).split(" ", 3);
            assertThat(step[0]).isEqualTo(String.valueOf(n + 1));
            CaseStep act = CaseStep.valueOf(step[1]);
            State next = State.valueOf(step[2]);
            if (act != CaseStep.DRAFT) {
                assertThat(LifeCycle.next(state, act)).isEqualTo(Outcome.done(next));
            }
            assertThat(
                            City.PLACE.count(
                                    "SELECT count(*) FROM audit WHERE subject = '%s' AND action = '%s'"
                                            .formatted(id, act.action())))
                    .isEqualTo(count("application_step", id, "act = '" + act + "'"));
            state = next;
        }
        assertThat(steps).hasSize(Row.of(id).version);
        assertThat(state.name()).isEqualTo(Row.of(id).state);
        boolean received = steps.stream().anyMatch(step -> step.contains(" SUBMIT "));
        assertThat(
                        City.PLACE.count(
                                "SELECT count(*) FROM event WHERE type NOT LIKE"
                                        + " '%.visit.recorded.v1' AND subject = '"
                                        + id
                                        + "'"))
                .as("every step that others hear of was told once, besides visits")
                .isEqualTo(
                        steps.stream()
                                .map(step -> CaseStep.valueOf(step.split(" ", 3)[1]))
                                .filter(act -> isTold(act, received))
                                .count());
    }

    /** What never came beyond a draft is nobody else's business. */
    private static boolean isTold(CaseStep act, boolean received) {
        return act == CaseStep.DRAFT || (received && act.event().isPresent());
    }

    private static void assertChainUnbroken() {
        String auditor = City.staff("s-auditor", "big-data", Role.AUDITOR);
        await().atMost(Duration.ofSeconds(20))
                .until(() ->
                        City.PLACE.count("SELECT count(*) FROM audit")
                                == get(auditor, "/admin/v1/audit/verification")
                                        .body()
                                        .path("rows")
                                        .asLong());
        assertThat(get(auditor, "/admin/v1/audit/verification").text("/verdict"))
                .isEqualTo("intact");
    }

    private static String begun(String owner) {
        String lin = resident(owner);
        String id = City.draft(lin, "item", "road-occupation", "").id();
        City.fillIn(
                lin,
                id,
                SampleForm.of(get("", "/open/v1/items/road-occupation").body().path("form"))
                        .toString());
        City.supply(lin, id, "traffic-plan");
        return id;
    }

    private String anyPromise() {
        String soon =
                LocalDate.ofInstant(City.CLOCK.instant(), ZoneId.of("Asia/Shanghai"))
                        .plusDays(random.nextInt(4) == 0 ? 60 : 3)
                        .toString();
        return "{\"promise\":{\"papers\":[\"traffic-plan\"],\"until\":\"" + soon + "\"}}";
    }

    /** Everybody has every role, so that only the rules keep people apart. */
    private String anybody() {
        return City.staff(
                "lives-s" + random.nextInt(4),
                OFFICE,
                Role.CLERK,
                Role.REVIEWER,
                Role.DECIDER,
                Role.HEAD);
    }

    private static Reply act(String staff, String id, String act, String etag, String body) {
        return post(staff, PATH + id + "/" + act, key(), etag, body);
    }

    private static Reply own(String owner, String id, String act, String etag, String body) {
        return post(resident(owner), "/api/v1/applications/" + id + "/" + act, key(), etag, body);
    }

    private static JsonNode track(String owner, String id) {
        return get(resident(owner), "/api/v1/applications/" + id).body();
    }

    private static long written(String id) {
        return City.PLACE.count(
                """
                SELECT (SELECT count(*) FROM application_step WHERE application = '%1$s')
                       + (SELECT count(*) FROM event WHERE subject = '%1$s')
                       + (SELECT count(*) FROM audit WHERE subject = '%1$s' AND action LIKE 'application.%%' AND action <> 'application.read')
                """
                        .formatted(id));
    }

    private static long count(String table, String id, String which) {
        return City.PLACE.count(
                "SELECT count(*) FROM %s WHERE application = '%s' AND %s"
                        .formatted(table, id, which));
    }

    private record Row(String state, int version, int corrections, int openPapers, String result) {
        static Row of(String id) {
            String[] row =
                    City.PLACE
                            .texts(
                                    "SELECT state || ' ' || version || ' ' || corrections || ' ' ||"
                                            + " cardinality(open_papers) || ' ' || coalesce(result,"
                                            + " '') FROM application WHERE id = '"
                                            + id
                                            + "'")
                            .getFirst()
                            .split(" ", -1);
            return new Row(
                    row[0],
                    Integer.parseInt(row[1]),
                    Integer.parseInt(row[2]),
                    Integer.parseInt(row[3]),
                    row[4]);
        }
    }
}
