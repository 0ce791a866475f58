package city.zhanqiao.notices;

import static city.zhanqiao.notices.Publishing.notice;
import static city.zhanqiao.notices.Publishing.published;
import static city.zhanqiao.notices.RunningNotices.get;
import static city.zhanqiao.notices.RunningNotices.getAs;
import static city.zhanqiao.notices.RunningNotices.post;
import static city.zhanqiao.notices.RunningNotices.publisher;
import static city.zhanqiao.notices.RunningNotices.put;
import static city.zhanqiao.notices.RunningNotices.resident;
import static city.zhanqiao.notices.RunningNotices.titles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import city.zhanqiao.notices.RunningNotices.Reply;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

class NoticeLifeTest {

    private static final Duration SOON = Duration.ofSeconds(10);
    private static final String WRITER = publisher("s-writer", "370202");
    private static final String APPROVER = publisher("s-approver", "370202");

    @Test
    void goesFromOneWriterThroughAnotherToThePublic() {
        Reply draft = post(WRITER, "/admin/v1/notices", "", notice("香港中路停水", "370202001000"));
        assertThat(draft.status()).isEqualTo(201);
        String path = draft.headers().firstValue("Location").orElseThrow();
        String open = path.replace("/admin/", "/open/");
        assertThat(get(open).code()).isEqualTo("NOTICE_NOT_FOUND");

        Reply own = post(WRITER, path + "/review", draft.etag(), "");
        assertThat(own.body().at("/next/stage").asString()).isEqualTo("IN_REVIEW");
        Reply alone = post(WRITER, path + "/publication", own.etag(), "{}");
        assertThat(alone.status()).isEqualTo(403);
        assertThat(alone.code()).isEqualTo("WRITER_CANNOT_PUBLISH");
        Reply published = post(APPROVER, path + "/publication", own.etag(), "{}");
        assertThat(published.status()).isEqualTo(200);
        assertThat(published.body().path("state").asString()).isEqualTo("PUBLISHED");

        await().atMost(SOON).until(() -> get(open).status() == 200);
        assertThat(titles("?division=370202001000")).contains("香港中路停水");
        assertThat(titles("?division=370202")).contains("香港中路停水");
        assertThat(titles("?division=370202001001")).contains("香港中路停水");
        assertThat(titles("?division=370212")).doesNotContain("香港中路停水");
        assertThat(types(path)).containsExactly("city.zhanqiao.notice.published.v1");
    }

    @Test
    void updatesWhatIsPublicOnlyThroughTheSameFourEyes() {
        String path = published("停电通知", "370202002000");
        String open = path.replace("/admin/", "/open/");
        Reply now = getAs(WRITER, path);
        Reply rewritten = put(WRITER, path, now.etag(), notice("停电改期通知", "370202002000"));
        assertThat(rewritten.status()).isEqualTo(200);
        assertThat(get(open).body().path("title").asString()).isEqualTo("停电通知");

        Reply review = post(WRITER, path + "/review", rewritten.etag(), "");
        post(APPROVER, path + "/publication", review.etag(), "{}");

        await().atMost(SOON)
                .until(() -> get(open).body().path("title").asString().equals("停电改期通知"));
        assertThat(get(open).body().path("edition").asInt()).isEqualTo(2);
        Reply gone =
                post(
                        APPROVER,
                        path + "/withdrawal",
                        getAs(APPROVER, path).etag(),
                        "{\"reason\":\"施工取消\"}");
        assertThat(gone.status()).isEqualTo(200);
        assertThat(post(APPROVER, path + "/withdrawal", gone.etag(), "{\"reason\":\"再次\"}").code())
                .isEqualTo("NOTICE_STATE_DOES_NOT_ALLOW");
        await().atMost(SOON)
                .until(() -> get(open).body().path("state").asString().equals("WITHDRAWN"));
        assertThat(get(open).body().path("withdrawalReason").asString()).isEqualTo("施工取消");
        assertThat(titles("")).doesNotContain("停电改期通知");
        assertThat(types(path))
                .containsExactly(
                        "city.zhanqiao.notice.published.v1",
                        "city.zhanqiao.notice.updated.v1",
                        "city.zhanqiao.notice.withdrawn.v1");
        assertThat(
                        RunningNotices.place()
                                .count(
                                        "SELECT count(*) FROM notice_edition WHERE notice = '%s'"
                                                .formatted(id(path))))
                .isEqualTo(2);
    }

    @Test
    void publishesAtItsHourAndEndsAtItsEnd() {
        Reply draft = post(WRITER, "/admin/v1/notices", "", notice("定时通知", "370202"));
        String path = draft.headers().firstValue("Location").orElseThrow();
        Reply review = post(WRITER, path + "/review", draft.etag(), "");
        Reply waiting =
                post(
                        APPROVER,
                        path + "/publication",
                        review.etag(),
                        "{\"at\":\"%s\"}".formatted(Instant.now().plusSeconds(3600)));
        assertThat(waiting.body().at("/next/stage").asString()).isEqualTo("SCHEDULED");

        change(path, "publish_at = now()");
        awaitState(path, "PUBLISHED");
        letExpire(path);
        awaitState(path, "EXPIRED");
        assertThat(types(path))
                .containsExactly(
                        "city.zhanqiao.notice.published.v1", "city.zhanqiao.notice.expired.v1");
    }

    /** Nobody is told of what was over before anybody was there to publish it. */
    @Test
    void givesBackWhatMissedItsHourUntilItWasOver() {
        Reply draft = post(WRITER, "/admin/v1/notices", "", notice("错过了", "370202"));
        String path = draft.headers().firstValue("Location").orElseThrow();
        Reply review = post(WRITER, path + "/review", draft.etag(), "");
        post(
                APPROVER,
                path + "/publication",
                review.etag(),
                "{\"at\":\"%s\"}".formatted(Instant.now().plusSeconds(3600)));

        change(path, "publish_at = now(), proposal = " + ended("proposal"));
        await().atMost(SOON)
                .until(() ->
                        getAs(WRITER, path).body().at("/next/stage").asString().equals("DRAFT"));
        assertThat(types(path)).isEmpty();
    }

    @Test
    void tellsAnUpdateAndTheWithdrawalToAllWhomAnEditionReached() {
        String path = published("两个街道停水", "370202010000");
        Reply now = getAs(WRITER, path);
        Reply draft = put(WRITER, path, now.etag(), notice("只有湛山停水", "370202011000"));
        Reply updated = Publishing.publish(path, draft.etag(), WRITER, APPROVER);
        post(APPROVER, path + "/withdrawal", updated.etag(), "{\"reason\":\"取消\"}");

        assertThat(audiences(path))
                .containsExactly(
                        "[\"370202010000\"]",
                        "[\"370202010000\", \"370202011000\"]",
                        "[\"370202010000\", \"370202011000\"]");
    }

    @Test
    void letsAnUpdateFollowWhatHasExpiredMeanwhile() {
        String path = published("很短的通知", "370202012000");
        put(WRITER, path, getAs(WRITER, path).etag(), notice("延长的通知", "370202012000"));
        letExpire(path);
        awaitState(path, "EXPIRED");

        Reply second = Publishing.publish(path, getAs(WRITER, path).etag(), WRITER, APPROVER);
        assertThat(second.body().path("edition").asInt()).isEqualTo(2);
        assertThat(types(path)).last().isEqualTo("city.zhanqiao.notice.updated.v1");
    }

    @Test
    void refusesAPublicationThatComesAfterTheEnd() {
        Reply draft = post(WRITER, "/admin/v1/notices", "", notice("太晚", "370202"));
        String path = draft.headers().firstValue("Location").orElseThrow();
        Reply review = post(WRITER, path + "/review", draft.etag(), "");
        Reply late =
                post(
                        APPROVER,
                        path + "/publication",
                        review.etag(),
                        "{\"at\":\"%s\"}".formatted(Instant.now().plus(Duration.ofDays(9))));
        assertThat(late.code()).isEqualTo("NOTICE_INVALID");
        assertThat(late.body().at("/errors/0/pointer").asString()).isEqualTo("/at");
    }

    /** Four eyes hold for an emergency, too, and a body of 10 MB is not even read. */
    @Test
    void refusesAnEmergencyWithoutAnApproverAndABodyWithoutEnd() {
        String emergency = notice("危险", "370202").replace("OUTAGE", "EMERGENCY");
        Reply draft = post(WRITER, "/admin/v1/notices", "", emergency);
        String path = draft.headers().firstValue("Location").orElseThrow();
        assertThat(post(WRITER, path + "/publication", draft.etag(), "{}").code())
                .isEqualTo("NOTICE_STATE_DOES_NOT_ALLOW");
        Reply review = post(WRITER, path + "/review", draft.etag(), "");
        assertThat(post(WRITER, path + "/publication", review.etag(), "{}").code())
                .isEqualTo("WRITER_CANNOT_PUBLISH");
        assertThat(types(path)).isEmpty();
        assertThat(
                        post(
                                        WRITER,
                                        "/admin/v1/notices",
                                        "",
                                        emergency.replace("正文", "长".repeat(3_500_000)))
                                .status())
                .isEqualTo(413);
    }

    @Test
    void refusesWhatBreaksTheRules() {
        Instant now = Instant.now();
        assertThat(faults(notice("反的", "370202", now.plusSeconds(99), now.plusSeconds(9))))
                .contains("/validUntil");
        assertThat(faults(notice("过去的", "370202", now.minusSeconds(99), now.minusSeconds(9))))
                .contains("/validUntil");
        assertThat(faults(notice("没有的地方", "370299"))).contains("/target/divisions");
        assertThat(faults(notice("没有范围", "370202").replace("[\"370202\"]", "[]")))
                .contains("/target/divisions");
        assertThat(faults(notice("没有中文", "370202").replace("\"zh-Hans\"", "\"en\"")))
                .contains("/texts/zh-Hans");
        assertThat(post(WRITER, "/admin/v1/notices", "", notice("别的区", "370212")).code())
                .isEqualTo("TARGET_OUT_OF_REACH");
        String far = publisher("s-far", "370212");
        String path = published("只给市南", "370202005000");
        assertThat(getAs(far, path).code()).isEqualTo("NOTICE_NOT_FOUND");
        assertThat(post(resident("r-x"), "/admin/v1/notices", "", "{}").status()).isEqualTo(401);
        assertThat(getAs(WRITER, "/admin/v1/notices/" + UUID.randomUUID()).status()).isEqualTo(404);
        assertThat(put(WRITER, path, "\"v1\"", notice("旧版本", "370202005000")).status())
                .isEqualTo(412);
        assertThat(get("/open/v1/notices?division=110101").code()).isEqualTo("DIVISION_NOT_FOUND");
        assertThat(get("/open/v1/notices?cursor=rubbish").code()).isEqualTo("INVALID_CURSOR");
    }

    @Test
    void letsOneOfTwentyApproversPublish() throws Exception {
        Reply draft = post(WRITER, "/admin/v1/notices", "", notice("抢发", "370202009000"));
        String path = draft.headers().firstValue("Location").orElseThrow();
        String etag = post(WRITER, path + "/review", draft.etag(), "").etag();
        try (var many = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Integer> statuses =
                    many
                            .invokeAll(
                                    IntStream.range(0, 20)
                                            .<java.util.concurrent.Callable<Integer>>mapToObj(n ->
                                                    () ->
                                                            post(
                                                                            publisher(
                                                                                    "s-a" + n,
                                                                                    "370202"),
                                                                            path + "/publication",
                                                                            etag,
                                                                            "{}")
                                                                    .status())
                                            .toList())
                            .stream()
                            .map(done -> done.resultNow())
                            .toList();
            assertThat(statuses.stream().filter(status -> status == 200)).hasSize(1);
            assertThat(statuses).allMatch(status -> List.of(200, 409, 412).contains(status));
        }
        assertThat(types(path)).hasSize(1);
    }

    private static List<String> faults(String body) {
        Reply reply = post(publisher("s-city", null), "/admin/v1/notices", "", body);
        assertThat(reply.status()).isEqualTo(422);
        return reply.body()
                .path("errors")
                .valueStream()
                .map(fault -> fault.path("pointer").asString())
                .toList();
    }

    private static String id(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private static void letExpire(String path) {
        change(path, "valid_until = now(), content = " + ended("content"));
    }

    private static String ended(String column) {
        return "jsonb_set(%s, '{validUntil}', '\"2020-01-01T00:00:00Z\"')".formatted(column);
    }

    /** Time passes in the database, so that no test waits for it. */
    private static void change(String path, String what) {
        RunningNotices.place()
                .execute("UPDATE notice SET %s WHERE id = '%s'".formatted(what, id(path)));
    }

    private static void awaitState(String path, String state) {
        await().atMost(SOON)
                .until(() -> getAs(WRITER, path).body().path("state").asString().equals(state));
    }

    private static List<String> audiences(String path) {
        return RunningNotices.place()
                .texts(
                        """
                        SELECT (SELECT jsonb_agg(code ORDER BY code)
                                  FROM jsonb_array_elements(data -> 'divisions') AS code)
                          FROM event WHERE subject = '%s' ORDER BY id
                        """
                                .formatted(id(path)));
    }

    private static List<String> types(String path) {
        return RunningNotices.place()
                .texts("SELECT type FROM event WHERE subject = '" + id(path) + "' ORDER BY id");
    }
}
