package city.zhanqiao.notices;

import static city.zhanqiao.notices.Publishing.notice;
import static city.zhanqiao.notices.Publishing.published;
import static city.zhanqiao.notices.RunningNotices.get;
import static city.zhanqiao.notices.RunningNotices.post;
import static city.zhanqiao.notices.RunningNotices.publisher;
import static city.zhanqiao.notices.RunningNotices.titles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import city.zhanqiao.notices.RunningNotices.Reply;
import city.zhanqiao.web.test.ApiContract;
import city.zhanqiao.web.test.ProblemTexts;

import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;

import java.time.Duration;

/** What everybody reads, and what the service says of itself. */
class OpenReadingTest {

    private static final Duration SOON = Duration.ofSeconds(10);
    private static final String WRITER = publisher("s-reading", "370202");

    @Test
    void takesScriptsOutOfTheText() {
        String dirty =
                notice("活动", "370202004000")
                        .replace(
                                "<p>正文</p>",
                                "<p onclick='x()'>正文</p><script>steal()</script><a"
                                        + " href='javascript:x()'>点</a>");
        Reply draft = post(WRITER, "/admin/v1/notices", "", dirty);

        assertThat(draft.status()).isEqualTo(201);
        assertThat(draft.text()).contains("正文").doesNotContain("script", "onclick", "javascript");
    }

    @Test
    void findsChineseWordsOfTwoCharactersAndWalksPagesWithoutDoubles() {
        for (int n = 0; n < 5; n++) {
            published("燃气检修第" + n + "批", "370211");
        }
        await().atMost(SOON).until(() -> titles("?q=燃气检修").size() == 5);
        assertThat(titles("?q=燃气&limit=2")).hasSize(2);
        JsonNode page = get("/open/v1/notices?q=燃气&limit=2").body();
        String next = page.path("next").asString();
        JsonNode second = get("/open/v1/notices?q=燃气&limit=2&cursor=" + next).body();
        assertThat(second.at("/items/0/id")).isNotEqualTo(page.at("/items/1/id"));
        assertThat(titles("?q=气燃")).isEmpty();
        assertThat(titles("?q=气")).isNotEmpty();
    }

    @Test
    void answersAPollWithNotModifiedUntilSomethingChanges() {
        published("轮询", "370203");
        await().atMost(SOON).until(() -> titles("?division=370203").contains("轮询"));
        Reply list = get("/open/v1/notices?division=370203");
        assertThat(get("/open/v1/notices?division=370203", "If-None-Match", list.etag()).status())
                .isEqualTo(304);
        published("又一条", "370203");
        // What the service promises: right within a second of the event.
        await().pollInterval(Duration.ofMillis(50))
                .atMost(Duration.ofSeconds(1))
                .until(() ->
                        get("/open/v1/notices?division=370203", "If-None-Match", list.etag())
                                        .status()
                                == 200);
    }

    @Test
    void speaksTheReadersLanguageAndSaysWhichItSpeaks() {
        String path = published("免费体检", "370202007000").replace("/admin/", "/open/");
        await().atMost(SOON).until(() -> get(path).status() == 200);
        Reply traditional = get(path, "Accept-Language", "zh-TW");
        assertThat(traditional.body().path("title").asString()).isEqualTo("免費體檢");
        assertThat(traditional.body().path("language").asString()).isEqualTo("zh-Hant");
        assertThat(get(path, "Accept-Language", "ko").body().path("language").asString())
                .isEqualTo("zh-Hans");
    }

    @Test
    void documentsEveryOperation() {
        ApiContract.of(get("/v3/api-docs").text()).assertDocumented();
    }

    @Test
    void hasWordsForEveryProblem() {
        ProblemTexts.assertComplete(NoticesProblem.class);
    }
}
