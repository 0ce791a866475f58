package city.zhanqiao.notices;

import static city.zhanqiao.notices.Publishing.published;
import static city.zhanqiao.notices.RunningNotices.getAs;
import static city.zhanqiao.notices.RunningNotices.publisher;
import static city.zhanqiao.notices.RunningNotices.put;
import static city.zhanqiao.notices.RunningNotices.resident;
import static city.zhanqiao.notices.RunningNotices.send;
import static city.zhanqiao.notices.RunningNotices.service;

import static org.assertj.core.api.Assertions.assertThat;

import city.zhanqiao.notices.RunningNotices.Reply;

import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;

import java.util.List;
import java.util.UUID;

/** What a resident sees of the notices that concern them. */
class OwnNoticesTest {

    private static final String FOR_ME = "/api/v1/notices/for-me";
    private static final String WRITER = publisher("s-own-w", "370285");
    private static final String APPROVER = publisher("s-own-a", "370285");

    @Test
    void comeWithEmergenciesFirstAndSayWhatIsUnread() {
        livesIn("r-place", "370200,370285,370285001000");
        published("山洪预警", "370285001000", "EMERGENCY", WRITER, APPROVER);
        published("普通活动", "370285", "COMMUNITY_EVENT", WRITER, APPROVER);
        published("别处的活动", "370285002000", "COMMUNITY_EVENT", WRITER, APPROVER);
        String me = resident("r-place");

        JsonNode mine = forMe(me, "");
        assertThat(titles(mine)).containsExactly("山洪预警", "普通活动");
        assertThat(mine.path("unread").asInt()).isEqualTo(2);
        assertThat(mine.at("/items/0/read").asBoolean()).isFalse();
        String id = mine.at("/items/0/notice/id").asString();
        String reading = "/api/v1/notices/" + id + "/reading";
        assertThat(put(me, reading, "", "").status()).isEqualTo(204);

        assertThat(forMe(me, "").at("/items/0/read").asBoolean()).isTrue();
        assertThat(titles(forMe(me, "?unread=true"))).containsExactly("普通活动");
        assertThat(forMe(me, "?unread=true").path("unread").asInt()).isEqualTo(1);
        JsonNode taken = getAs(service("residents"), "/internal/v1/exports/r-place").body();
        assertThat(taken.at("/sections/0/name").asString()).isEqualTo("notice-readings");
        assertThat(taken.at("/sections/0/records/0/noticeId").asString()).isEqualTo(id);

        assertThat(send(RunningNotices.home(), me, "DELETE", reading, "", "").status())
                .isEqualTo(204);
        assertThat(forMe(me, "").path("unread").asInt()).isEqualTo(2);
    }

    /** A new edition is news again. */
    @Test
    void areUnreadAgainAfterAnUpdate() {
        livesIn("r-again", "370200,370285,370285007000");
        String path = published("停气", "370285007000", "OUTAGE", WRITER, APPROVER);
        String me = resident("r-again");
        String id = path.substring(path.lastIndexOf('/') + 1);
        put(me, "/api/v1/notices/" + id + "/reading", "", "");
        assertThat(titles(forMe(me, "?unread=true"))).doesNotContain("停气");

        Reply draft =
                put(
                        WRITER,
                        path,
                        getAs(WRITER, path).etag(),
                        Publishing.notice("停气延长", "370285007000"));
        Publishing.publish(path, draft.etag(), WRITER, APPROVER);
        assertThat(titles(forMe(me, "?unread=true"))).contains("停气延长");
    }

    @Test
    void reachWithTheWholeCityAlsoWhoHasToldOfNoPlace() {
        String city = publisher("s-own-c", null);
        String second = publisher("s-own-d", null);
        String path = published("全市通知", "370200", "POLICY", city, second);
        String stranger = resident("r-none");
        assertThat(titles(forMe(stranger, ""))).contains("全市通知").doesNotContain("普通活动");
        assertThat(
                        put(stranger, "/api/v1/notices/" + UUID.randomUUID() + "/reading", "", "")
                                .status())
                .isEqualTo(404);
        // Later tests count what is public in their own places only.
        RunningNotices.post(
                second, path + "/withdrawal", getAs(second, path).etag(), "{\"reason\":\"完\"}");
    }

    private static void livesIn(String resident, String divisions) {
        RunningNotices.place()
                .execute(
                        "INSERT INTO resident_interest VALUES ('%s', '{%s}', '{}', '{}')"
                                .formatted(resident, divisions));
    }

    private static JsonNode forMe(String token, String query) {
        return getAs(token, FOR_ME + query).body();
    }

    private static List<String> titles(JsonNode list) {
        return list.path("items")
                .valueStream()
                .map(one -> one.at("/notice/title").asString())
                .toList();
    }
}
