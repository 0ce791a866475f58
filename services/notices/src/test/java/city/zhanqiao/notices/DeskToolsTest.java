package city.zhanqiao.notices;

import static city.zhanqiao.notices.Publishing.notice;
import static city.zhanqiao.notices.Publishing.published;
import static city.zhanqiao.notices.RunningNotices.NOTIFICATIONS;
import static city.zhanqiao.notices.RunningNotices.get;
import static city.zhanqiao.notices.RunningNotices.getAs;
import static city.zhanqiao.notices.RunningNotices.post;
import static city.zhanqiao.notices.RunningNotices.publisher;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import city.zhanqiao.city.calendar.CityTime;
import city.zhanqiao.notices.RunningNotices.Reply;

import com.github.tomakehurst.wiremock.client.WireMock;

import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What helps a publisher before and after: templates, calendar, reach, results, examples. */
class DeskToolsTest {

    private static final String WRITER = publisher("s-tool-w", "370283");
    private static final String APPROVER = publisher("s-tool-a", "370283");
    private static final String TEMPLATES = "/admin/v1/notices/templates";

    @Test
    void hasATemplateForEveryKindAndEachBecomesADraftWhenFilledIn() {
        JsonNode all = getAs(WRITER, TEMPLATES).body().path("items");
        Set<String> kinds = new TreeSet<>();
        all.forEach(template -> {
            kinds.add(template.path("kind").asString());
            Reply draft =
                    post(
                            WRITER,
                            TEMPLATES + "/" + template.path("code").asString() + "/draft",
                            "",
                            filling(template, "<某处>"));
            assertThat(draft.status()).as(template.path("code") + draft.text()).isEqualTo(201);
            JsonNode text =
                    getAs(WRITER, draft.headers().firstValue("Location").orElseThrow())
                            .body()
                            .at("/next/content/texts/zh-Hans");
            assertThat(text.toString()).contains("<某处>").doesNotContainPattern("\\{[a-z]+}");
            assertThat(text.path("body").asString()).contains("&lt;某处&gt;");
        });
        assertThat(kinds)
                .containsExactlyInAnyOrder(
                        "OUTAGE",
                        "TRAFFIC",
                        "WEATHER",
                        "HEALTH",
                        "COMMUNITY_EVENT",
                        "POLICY",
                        "RECRUITMENT",
                        "EMERGENCY");
        assertThat(getAs(WRITER, TEMPLATES + "?kind=OUTAGE").body().path("items")).hasSize(3);
    }

    @Test
    void namesTheBlanksThatAreOpen() {
        Reply open =
                post(
                        WRITER,
                        TEMPLATES + "/water-outage/draft",
                        "",
                        """
                        {"values": {"zh-Hans": {"place": "某路", "time": " "}, "ko": {}},
                         "target": {"divisions": ["370283"]},
                         "validFrom": "2099-01-01T00:00:00+08:00",
                         "validUntil": "2099-01-02T00:00:00+08:00"}
                        """);
        assertThat(open.code()).isEqualTo("TEMPLATE_BLANKS_OPEN");
        assertThat(
                        open.body()
                                .path("errors")
                                .valueStream()
                                .map(fault -> fault.path("pointer").asString()))
                .containsExactlyInAnyOrder(
                        "/values/zh-Hans/time",
                        "/values/zh-Hans/reason",
                        "/values/zh-Hans/phone",
                        "/values/ko");
        assertThat(post(WRITER, TEMPLATES + "/none/draft", "", filling(Map.of())).code())
                .isEqualTo("TEMPLATE_NOT_FOUND");
    }

    @Test
    void showsInTheCalendarWhatIsToHappenInOnesOwnPlaces() {
        Instant now = Instant.now();
        LocalDate today = CityTime.dateOf(now);
        String own = published("日历里的通知", "370283001000", "TRAFFIC", WRITER, APPROVER);
        Reply draft = post(WRITER, "/admin/v1/notices", "", notice("明天才发", "370283"));
        String path = draft.headers().firstValue("Location").orElseThrow();
        Reply review = post(WRITER, path + "/review", draft.etag(), "");
        post(
                APPROVER,
                path + "/publication",
                review.etag(),
                "{\"at\":\"%s\"}".formatted(now.plus(Duration.ofDays(1))));

        String range = "?from=%s&until=%s".formatted(today, today.plusDays(5));
        assertThat(entries(getAs(WRITER, "/admin/v1/notices/calendar" + range)))
                .contains("PUBLICATION 明天才发", "END 日历里的通知");
        JsonNode first = getAs(WRITER, "/admin/v1/notices/calendar" + range + "&limit=1").body();
        JsonNode second =
                getAs(
                                WRITER,
                                "/admin/v1/notices/calendar"
                                        + range
                                        + "&limit=1&cursor="
                                        + first.path("next").asString())
                        .body();
        assertThat(second.path("items")).isNotEqualTo(first.path("items"));
        String far = publisher("s-tool-far", "370202");
        assertThat(entries(getAs(far, "/admin/v1/notices/calendar" + range)))
                .doesNotContain("PUBLICATION 明天才发", "END 日历里的通知");
        assertThat(getAs(far, "/admin/v1/notices?stage=SCHEDULED").text()).doesNotContain("明天才发");
        for (String wrong :
                List.of(
                        "?from=%s&until=%s".formatted(today, today.minusDays(1)),
                        "?from=%s&until=%s".formatted(today, today.plusDays(92)))) {
            assertThat(getAs(WRITER, "/admin/v1/notices/calendar" + wrong).code())
                    .isEqualTo("INVALID_PARAMETER");
        }
        assertThat(own).isNotEmpty();
    }

    @Test
    void estimatesWhomItWouldReachAndShowsWhatBecameOfItsPushes() {
        String path = published("推送结果", "370283002000", "TRAFFIC", WRITER, APPROVER);
        String id = path.substring(path.lastIndexOf('/') + 1);
        RunningNotices.place()
                .execute(
                        "INSERT INTO resident_interest SELECT 'r-reach-' || n,"
                                + " '{370200,370283,370283002000}', '{}', '{}'"
                                + " FROM generate_series(1, 1234) AS n");
        NOTIFICATIONS.stubFor(
                WireMock.post("/internal/v1/audiences")
                        .withRequestBody(
                                equalToJson(
                                        "{\"divisions\":[\"370283002000\"],"
                                                + "\"topics\":[],\"groups\":[]}"))
                        .willReturn(okJson("{\"residents\": 1234, \"devices\": 987}")));
        NOTIFICATIONS.stubFor(
                WireMock.get(urlPathEqualTo("/internal/v1/broadcasts"))
                        .withQueryParam("subject", equalTo("notice:" + id))
                        .willReturn(
                                okJson(
                                        """
                                        {"items": [{"words": "notice.published", "state": "DONE",
                                          "occurredAt": "2026-11-28T08:00:00+08:00",
                                          "residents": 1234, "devices": 987, "waiting": 1,
                                          "underWay": 2, "accepted": 980, "failed": 4,
                                          "skipped": 0}]}
                                        """)));

        JsonNode reach = getAs(WRITER, path + "/reach").body();
        assertThat(reach.path("residents").asLong()).isEqualTo(1200);
        assertThat(reach.path("devices").asLong()).isEqualTo(987);
        JsonNode told = getAs(APPROVER, path + "/pushes").body().at("/items/0");
        assertThat(told.path("accepted").asLong()).isEqualTo(980);
        assertThat(told.path("failed").asLong()).isEqualTo(4);

        NOTIFICATIONS.stubFor(
                WireMock.get(urlPathEqualTo("/internal/v1/broadcasts"))
                        .willReturn(aResponse().withStatus(500)));
        Reply silent = getAs(APPROVER, path + "/pushes");
        assertThat(silent.status()).isEqualTo(503);
        assertThat(silent.headers().firstValue("Retry-After")).isPresent();
        assertThat(getAs(publisher("s-tool-far", "370202"), path + "/pushes").code())
                .isEqualTo("NOTICE_NOT_FOUND");
    }

    @Test
    void countsReadersAndNeverAFewOfThem() {
        String city = publisher("s-tool-c", null);
        String path =
                published("阅读统计", "370283101000", "POLICY", city, publisher("s-tool-d", null));
        String id = path.substring(path.lastIndexOf('/') + 1);
        JsonNode none = getAs(city, path + "/readings").body();
        assertThat(none.has("readers")).isFalse();
        assertThat(none.at("/districts/0/district").asString()).isEqualTo("370283");
        assertThat(none.at("/districts/0").has("readers")).isFalse();

        read(id, 1, 4);
        assertThat(getAs(city, path + "/readings").body().has("readers")).isFalse();
        read(id, 5, 7);
        JsonNode some = getAs(city, path + "/readings").body();
        assertThat(some.path("readers").asLong()).isEqualTo(7);
        assertThat(some.at("/districts/0/readers").asLong()).isEqualTo(7);
        assertThat(some.toString()).doesNotContain("r-reads");
    }

    /** A dozen of all kinds, marked everywhere they show, and nobody was told of them. */
    @Test
    void showsExamplesThatNobodyTakesForReal() {
        await().until(() -> examples().size() == 12);
        List<JsonNode> all = examples();
        assertThat(all.stream().map(one -> one.path("kind").asString()).collect(Collectors.toSet()))
                .hasSize(8);
        all.forEach(one -> {
            assertThat(one.path("example").asBoolean()).isTrue();
            String open = "/open/v1/notices/" + one.path("id").asString();
            assertThat(get(open).body().path("body").asString()).contains("示例");
            assertThat(get(open + "/cap").text()).contains("<status>Exercise</status>");
            assertThat(one.path("divisions").get(0).asString())
                    .containsPattern("^(370202|370211|370212)");
        });
        assertThat(
                        RunningNotices.place()
                                .count(
                                        "SELECT count(*) FROM event WHERE subject LIKE"
                                                + " '01990000-0000-7000-8000-%'"))
                .isZero();
    }

    private static List<JsonNode> examples() {
        return get("/open/v1/notices?q=示例&limit=100")
                .body()
                .path("items")
                .valueStream()
                .filter(one -> one.path("title").asString().startsWith("【示例】"))
                .toList();
    }

    private static void read(String notice, int from, int to) {
        RunningNotices.place()
                .execute(
                        """
                        WITH reader AS (
                            INSERT INTO resident_interest
                            SELECT 'r-reads-' || n, '{370200,370283,370283101000}', '{}', '{}'
                              FROM generate_series(%d, %d) AS n
                            RETURNING resident)
                        INSERT INTO notice_reading SELECT resident, '%s', 1, now() FROM reader
                        """
                                .formatted(from, to, notice));
    }

    private static List<String> entries(Reply calendar) {
        assertThat(calendar.status()).as(calendar.text()).isEqualTo(200);
        return calendar.body()
                .path("items")
                .valueStream()
                .map(one -> one.path("what").asString() + " " + one.path("title").asString())
                .toList();
    }

    private static String filling(JsonNode template, String value) {
        return filling(
                template.path("blanks")
                        .valueStream()
                        .collect(
                                Collectors.toMap(
                                        blank -> blank.path("name").asString(), blank -> value)));
    }

    private static String filling(Map<String, String> values) {
        String all =
                values.entrySet().stream()
                        .map(one -> "\"%s\": \"%s\"".formatted(one.getKey(), one.getValue()))
                        .collect(Collectors.joining(", "));
        OffsetDateTime now = OffsetDateTime.now(CityTime.ZONE);
        return """
        {"values": {"zh-Hans": {%s}}, "target": {"divisions": ["370283"]},
         "validFrom": "%s", "validUntil": "%s"}
        """
                .formatted(all, now, now.plusDays(2));
    }
}
