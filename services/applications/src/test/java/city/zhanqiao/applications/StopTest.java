package city.zhanqiao.applications;

import static city.zhanqiao.applications.City.etag;
import static city.zhanqiao.applications.City.key;
import static city.zhanqiao.applications.City.post;
import static city.zhanqiao.applications.City.resident;
import static city.zhanqiao.applications.City.send;
import static city.zhanqiao.applications.City.staff;

import static org.assertj.core.api.Assertions.assertThat;

import city.zhanqiao.applications.City.Reply;
import city.zhanqiao.city.identity.Role;
import city.zhanqiao.data.support.TestPostgres.TestDatabase;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A pilot ends, narrows or fills up while residents are in the middle of it. */
class StopTest {

    private static final int RESIDENTS = 1_000;
    private static final int RUNNING = 200;

    /** From here on they come only when the stop has been told; those before them meet it. */
    private static final int LATE = 600;

    private static final String FORM =
            """
            {"form": {"applicantName": "林示例", "cardReason": "FIRST", "bank": "QINGDAO_BANK",
              "residenceDivision": "370202001000", "residenceAddress": "示例路1号", "phone": "19900000001",
              "occupation": "EMPLOYED", "delivery": "POST"}}
            """;
    private static final String OURS = "scenario = 'item:social-card' AND district = '370202'";

    private static final TestDatabase place = City.PLACE;

    /** Nobody from an earlier run of the same test stands in the way. */
    private final String crowd = "r-" + key().substring(0, 8) + "-";

    private final String submitted =
            "SELECT count(*) FROM application WHERE state <> 'DRAFT' AND resident LIKE '%s%%'"
                    .formatted(crowd);

    @BeforeEach
    @AfterEach
    void open() {
        tell("state = 'PILOT', share = 100, groups = '{}', quota = NULL, taken = 0");
    }

    /** The clock has nothing to do with the crowd in the tests that follow. */
    @AfterEach
    void leave() {
        place.execute(
                "UPDATE application SET timer_on = NULL WHERE resident LIKE '%s%%'"
                        .formatted(crowd));
    }

    @Test
    void stopsForEverybodyNewAndForNobodyWhoHasBegun() throws Exception {
        draftForEverybody();
        assertThat(City.together(submissions(0, RUNNING)))
                .allSatisfy(reply -> assertThat(reply.status()).isEqualTo(200));

        CountDownLatch inTheMiddle = new CountDownLatch(50);
        CountDownLatch told = new CountDownLatch(1);
        CompletableFuture<List<Reply>> others =
                CompletableFuture.supplyAsync(() -> all(around(inTheMiddle, told)));
        assertThat(inTheMiddle.await(60, TimeUnit.SECONDS)).isTrue();
        tell("state = 'STOPPED'");
        long begun = place.count(submitted);
        told.countDown();

        List<Reply> replies = others.join();
        assertThat(place.count(submitted + " AND state = 'SUBMITTED'"))
                .as("what was handed in waits for its office as before")
                .isEqualTo(begun);
        assertThat(place.count(submitted)).isEqualTo(begun).isBetween(RUNNING + 50L, (long) LATE);
        assertThat(replies.stream().filter(reply -> reply.status() == 200))
                .hasSize((int) begun - RUNNING);
        assertThat(replies.stream().filter(reply -> reply.status() != 200))
                .allSatisfy(reply -> assertThat(reply.code()).isEqualTo("SCENARIO_CLOSED"));
        assertThat(refusal(replies).body().path("detail").asString()).contains("已提交的申请照常办理");
        goesOn(
                place.texts("SELECT id FROM application WHERE resident = '%s7'".formatted(crowd))
                        .getFirst());
    }

    @Test
    void keepsToTheShareTheGroupsAndTheQuota() {
        tell("share = 0");
        assertThat(submitNew("r-out").body().path("detail").asString()).contains("首批范围");
        tell("share = 100, groups = '{elders}'");
        assertThat(submitNew("r-unknown-age").body().path("detail").asString()).contains("特定人群");
        tell("groups = '{}', quota = 1");
        assertThat(submitNew("r-first").status()).isEqualTo(200);
        assertThat(submitNew("r-second").body().path("detail").asString()).contains("名额已满");
    }

    private static void goesOn(String id) {
        String clerk = staff("s-clerk-stop", "human-resources", Role.CLERK);
        assertThat(City.act(clerk, id, "acceptance", "{}").status()).isEqualTo(200);
        String reviewer = staff("s-rev-stop", "human-resources", Role.REVIEWER);
        assertThat(City.act(reviewer, id, "review", "{}").status()).isEqualTo(200);
        String decider = staff("s-dec-stop", "human-resources", Role.DECIDER);
        assertThat(City.act(decider, id, "decision", "{\"decision\":\"APPROVE\"}").status())
                .isEqualTo(200);
    }

    /** One resident fills the form in; the others have the same draft. */
    private void draftForEverybody() {
        String first = draft(crowd + "first");
        place.execute(
                """
                INSERT INTO application
                SELECT (jsonb_populate_record(drafted, jsonb_build_object(
                            'id', uuidv7(), 'resident', '%s' || n))).*
                  FROM application AS drafted, generate_series(0, %d) AS n
                 WHERE drafted.id = '%s'
                """
                        .formatted(crowd, RESIDENTS - 1, first));
    }

    private static String draft(String name) {
        String token = resident(name);
        String id = City.draft(token, "item", "social-card", "").id();
        assertThat(
                        send(
                                        token,
                                        "PUT",
                                        "/api/v1/applications/" + id + "/form",
                                        "",
                                        etag(1),
                                        FORM)
                                .status())
                .isEqualTo(200);
        return id;
    }

    private static Reply submitNew(String name) {
        return submit(name, draft(name));
    }

    private List<Callable<Reply>> submissions(int from, int to) {
        List<String> ids =
                place.texts(
                        """
                        SELECT id FROM application
                         WHERE resident ~ '^%1$s[0-9]+$'
                         ORDER BY substr(resident, length('%1$s') + 1)::int
                        """
                                .formatted(crowd));
        return IntStream.range(from, to)
                .<Callable<Reply>>mapToObj(n -> () -> submit(crowd + n, ids.get(n)))
                .toList();
    }

    private List<Callable<Reply>> around(CountDownLatch inTheMiddle, CountDownLatch told) {
        Stream<Callable<Reply>> early =
                submissions(RUNNING, LATE).stream().map(call -> telling(call, inTheMiddle));
        Stream<Callable<Reply>> late =
                submissions(LATE, RESIDENTS).stream().map(call -> waiting(call, told));
        return Stream.concat(early, late).toList();
    }

    private static Callable<Reply> telling(Callable<Reply> call, CountDownLatch done) {
        return () -> {
            Reply reply = call.call();
            done.countDown();
            return reply;
        };
    }

    private static Callable<Reply> waiting(Callable<Reply> call, CountDownLatch before) {
        return () -> {
            assertThat(before.await(60, TimeUnit.SECONDS)).isTrue();
            return call.call();
        };
    }

    private static Reply submit(String name, String id) {
        return post(
                resident(name), "/api/v1/applications/" + id + "/submission", key(), etag(2), "{}");
    }

    private static List<Reply> all(List<Callable<Reply>> calls) {
        try {
            return City.together(calls);
        } catch (Exception fault) {
            throw new IllegalStateException(fault);
        }
    }

    private static Reply refusal(List<Reply> replies) {
        return replies.stream().filter(reply -> reply.status() != 200).findFirst().orElseThrow();
    }

    /** What the event of a move does to the copy, at a moment that the test knows. */
    private static void tell(String change) {
        place.execute(
                "UPDATE pilot_copy SET revision = revision + 1, " + change + " WHERE " + OURS);
    }
}
