package city.zhanqiao.notices;

import static city.zhanqiao.notices.RunningNotices.getAs;
import static city.zhanqiao.notices.RunningNotices.place;
import static city.zhanqiao.notices.RunningNotices.post;
import static city.zhanqiao.notices.RunningNotices.publisher;
import static city.zhanqiao.notices.RunningNotices.put;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import city.zhanqiao.data.support.TestPilots;
import city.zhanqiao.notices.RunningNotices.Reply;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** Notices of a kind are a pilot: what begins, what goes on and what passes when it is stopped. */
class KindStopTest {

    private static final Duration SOON = Duration.ofSeconds(10);
    private static final String SCENARIO = "notices:recruitment";
    private static final String DISTRICT = "370283";
    private static final String WRITER = publisher("s-kind-writer", null);
    private static final String APPROVER = publisher("s-kind-approver", null);

    @Test
    void beginsNothingNewLetsTheRestGoOnAndHoldsNoDangerBack() {
        UUID pilot = UUID.fromString(place().texts(row("pilot")).getFirst());
        String running = Publishing.published("招聘会", DISTRICT, "RECRUITMENT", WRITER, APPROVER);
        Reply waiting = handedIn("下周招聘会", DISTRICT, "RECRUITMENT");
        Instant hour = Instant.now().plusSeconds(3_600);
        String scheduled = path(waiting);
        assertThat(publish(waiting, "{\"at\":\"%s\"}".formatted(hour)).status()).isEqualTo(200);
        try (TestPilots pilots = TestPilots.start(RunningNotices.redis())) {
            pilots.stop(pilot, SCENARIO, DISTRICT);
            await().atMost(SOON).until(() -> place().texts(row("state")).contains("STOPPED"));

            Reply late = publish(handedIn("新的招聘会", DISTRICT, "RECRUITMENT"), "{}");
            assertThat(late.status()).isEqualTo(409);
            assertThat(late.code()).isEqualTo("SCENARIO_CLOSED");
            assertThat(late.body().path("detail").asString())
                    .contains("已发布的通知可照常更新和撤回", "市南区")
                    .doesNotContain("平度市");
            assertThat(publish(handedIn("全市招聘会", "370200", "RECRUITMENT"), "{}").code())
                    .isEqualTo("SCENARIO_CLOSED");
            assertThat(publish(handedIn("市南招聘会", "370202", "RECRUITMENT"), "{}").status())
                    .isEqualTo(200);
            assertThat(publish(handedIn("山洪", DISTRICT, "EMERGENCY"), "{}").status())
                    .isEqualTo(200);
            place().execute(
                            "UPDATE notice SET publish_at = now() WHERE id = '%s'"
                                    .formatted(id(scheduled)));
            await().atMost(SOON)
                    .until(() ->
                            getAs(WRITER, scheduled)
                                    .body()
                                    .at("/next/stage")
                                    .asString()
                                    .equals("DRAFT"));
            assertThat(getAs(WRITER, scheduled).body().path("state").asString())
                    .isEqualTo("UNPUBLISHED");
            goesOn(running);
            pilots.open(pilot, SCENARIO, DISTRICT);
            await().atMost(SOON).until(() -> place().texts(row("state")).contains("PILOT"));
        }
        assertThat(publish(handedIn("又一场招聘会", DISTRICT, "RECRUITMENT"), "{}").status())
                .isEqualTo(200);
    }

    @Test
    void holdsBackWhatIsOnlyForSomeBecauseANoticeIsForEverybody() {
        place().execute(
                        "UPDATE pilot_copy SET share = 50 WHERE scenario = 'notices:policy' AND"
                                + " district = '370215'");
        assertThat(publish(handedIn("半数", "370215", "POLICY"), "{}").code())
                .isEqualTo("SCENARIO_CLOSED");
        place().execute(
                        "UPDATE pilot_copy SET share = 100 WHERE scenario = 'notices:policy' AND"
                                + " district = '370215'");
        assertThat(publish(handedIn("全部", "370215", "POLICY"), "{}").status()).isEqualTo(200);
    }

    private static void goesOn(String running) {
        Reply now = getAs(WRITER, running);
        Reply rewritten =
                put(
                        WRITER,
                        running,
                        now.etag(),
                        Publishing.notice("招聘会改期", DISTRICT).replace("OUTAGE", "RECRUITMENT"));
        Reply review = post(WRITER, running + "/review", rewritten.etag(), "");
        Reply second = post(APPROVER, running + "/publication", review.etag(), "{}");
        assertThat(second.status()).isEqualTo(200);
        assertThat(
                        post(
                                        APPROVER,
                                        running + "/withdrawal",
                                        second.etag(),
                                        "{\"reason\":\"取消\"}")
                                .status())
                .isEqualTo(200);
    }

    private static Reply handedIn(String title, String division, String kind) {
        Reply draft =
                post(
                        WRITER,
                        "/admin/v1/notices",
                        "",
                        Publishing.notice(title, division).replace("OUTAGE", kind));
        String path = draft.headers().firstValue("Location").orElseThrow();
        return post(WRITER, path + "/review", draft.etag(), "");
    }

    private static Reply publish(Reply review, String body) {
        return post(APPROVER, path(review) + "/publication", review.etag(), body);
    }

    private static String path(Reply notice) {
        return "/admin/v1/notices/" + notice.body().path("id").asString();
    }

    private static String id(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private static String row(String column) {
        return "SELECT %s FROM pilot_copy WHERE scenario = '%s' AND district = '%s'"
                .formatted(column, SCENARIO, DISTRICT);
    }
}
