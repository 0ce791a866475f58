package city.zhanqiao.notices;

import static city.zhanqiao.notices.Publishing.published;
import static city.zhanqiao.notices.RunningNotices.get;
import static city.zhanqiao.notices.RunningNotices.getAs;
import static city.zhanqiao.notices.RunningNotices.post;
import static city.zhanqiao.notices.RunningNotices.publisher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import city.zhanqiao.notices.RunningNotices.Reply;

import com.rometools.rome.feed.synd.SyndFeed;
import com.rometools.rome.io.SyndFeedInput;

import org.junit.jupiter.api.Test;

import java.io.StringReader;
import java.time.Duration;

class FeedTest {

    private static final Duration SOON = Duration.ofSeconds(10);

    @Test
    void writesFeedsThatReadersUnderstand() throws Exception {
        published("订阅 <测试> & \"引号\"".replace("\"", "'"), "370213");
        await().atMost(SOON)
                .until(() -> get("/open/v1/notices.atom?division=370213").text().contains("订阅"));
        for (String kind : new String[] {"atom", "rss"}) {
            Reply reply = get("/open/v1/notices." + kind + "?division=370213");
            assertThat(reply.headers().firstValue("Content-Type").orElse(""))
                    .startsWith("application/" + kind + "+xml");
            SyndFeed feed = new SyndFeedInput().build(new StringReader(reply.text()));
            assertThat(feed.getTitle()).contains("通知公告");
            assertThat(feed.getEntries().getFirst().getTitle()).isEqualTo("订阅 <测试> & '引号'");
            FeedRules.assertKept(kind, reply.text());
            FeedRules.assertKept(kind, get("/open/v1/notices." + kind).text());
            // The grammar is no rubber stamp.
            assertThat(
                            FeedRules.faults(
                                    kind, reply.text().replaceFirst("<title>[^<]*</title>", "")))
                    .isNotEmpty();
        }
        FeedRules.assertJsonFeed(get("/open/v1/notices.json").text());
        Reply json = get("/open/v1/notices.json?division=370213");
        assertThat(json.body().path("version").asString()).endsWith("1.1");
        assertThat(json.body().at("/items/0/content_html").asString()).contains("正文");
        assertThat(get("/open/v1/notices.atom?division=370213").text()).contains("/cap\"");
        assertThat(
                        get(
                                        "/open/v1/notices.atom?division=370213",
                                        "If-None-Match",
                                        get("/open/v1/notices.atom?division=370213").etag())
                                .status())
                .isEqualTo(304);
    }

    @Test
    void writesAlertsThatItWouldTakeInItself() {
        String path = published("演练之外的真预警", "370214001000");
        String open = path.replace("/admin/", "/open/") + "/cap";
        await().atMost(SOON).until(() -> get(open).status() == 200);
        String alert = get(open).text();
        assertThat(alert).contains("<msgType>Alert</msgType>", "<value>370214001000</value>");

        Reply taken =
                post(
                        publisher("s-importer", null),
                        "/admin/v1/notices/import",
                        "",
                        alert,
                        "Content-Type",
                        "application/cap+xml");
        assertThat(taken.status()).isEqualTo(201);
        Reply draft =
                getAs(
                        publisher("s-importer", null),
                        taken.headers().firstValue("Location").orElseThrow());
        assertThat(draft.body().at("/next/content/texts/zh-Hans/title").asString())
                .isEqualTo("演练之外的真预警");
    }

    @Test
    void cancelsWithReferencesToAllThatWentBefore() {
        String path = published("要撤回的", "370214002000");
        String approver = publisher("s-w-370214", "370214");
        Reply gone =
                post(
                        approver,
                        path + "/withdrawal",
                        getAs(approver, path).etag(),
                        "{\"reason\":\"误报\"}");
        assertThat(gone.status()).isEqualTo(200);
        String open = path.replace("/admin/", "/open/") + "/cap";
        await().atMost(SOON).until(() -> get(open).text().contains("Cancel"));
        assertThat(get(open).text())
                .contains("<note>误报</note>")
                .containsPattern(
                        "<references>[^ ,]+,zhanqiao-[0-9a-f-]+-1,[0-9T:+-]+</references>");
    }

    /** The bomb is never lit: a document type ends the reading before any entity is known. */
    @Test
    void resolvesNoEntityHoweverManyLaugh() {
        StringBuilder laughs = new StringBuilder("<!DOCTYPE a [<!ENTITY l0 \"lol\">");
        for (int n = 1; n < 10; n++) {
            laughs.append("<!ENTITY l%d \"%s\">".formatted(n, "&l%d;".formatted(n - 1).repeat(10)));
        }
        for (String attack :
                new String[] {
                    laughs + "]><alert>&l9;</alert>",
                    "<!DOCTYPE a SYSTEM \"http://127.0.0.1:1/evil.dtd\"><alert/>",
                    "<!DOCTYPE a [<!ENTITY % p SYSTEM \"file:///etc/passwd\"> %p;]><alert/>"
                }) {
            Reply reply =
                    post(
                            publisher("s-importer", null),
                            "/admin/v1/notices/import",
                            "",
                            attack,
                            "Content-Type",
                            "application/cap+xml");
            assertThat(reply.body().at("/errors/0/code").asString()).isEqualTo("NO_DOCTYPE");
            assertThat(reply.text()).doesNotContain("root:", "lol");
        }
    }

    @Test
    void refusesABrokenAlertWithTheNamesOfItsRules() {
        Reply reply =
                post(
                        publisher("s-importer", null),
                        "/admin/v1/notices/import",
                        "",
                        "<!DOCTYPE a [<!ENTITY x SYSTEM"
                                + " \"file:///etc/passwd\">]><alert>&x;</alert>",
                        "Content-Type",
                        "application/xml");
        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.code()).isEqualTo("CAP_REFUSED");
        assertThat(reply.body().at("/errors/0/code").asString()).isEqualTo("NO_DOCTYPE");
        assertThat(
                        post(
                                        publisher("s-importer", null),
                                        "/admin/v1/notices/import",
                                        "",
                                        "<a>" + "x".repeat(10_000_000) + "</a>",
                                        "Content-Type",
                                        "application/xml")
                                .status())
                .isEqualTo(413);
    }
}
