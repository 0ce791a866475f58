package city.zhanqiao.notices;

import static city.zhanqiao.notices.Publishing.notice;
import static city.zhanqiao.notices.RunningNotices.attach;
import static city.zhanqiao.notices.RunningNotices.get;
import static city.zhanqiao.notices.RunningNotices.getAs;
import static city.zhanqiao.notices.RunningNotices.post;
import static city.zhanqiao.notices.RunningNotices.publisher;
import static city.zhanqiao.notices.RunningNotices.put;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import city.zhanqiao.notices.RunningNotices.Reply;

import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.UUID;

/** Files of notices, from the publisher to everybody. */
class AttachmentTest {

    private static final String WRITER = publisher("s-file-w", "370281");
    private static final String APPROVER = publisher("s-file-a", "370281");
    private static final byte[] PDF = bytes("%PDF-1.7 停水范围图");

    @Test
    void showsAFileToEverybodyOnceItsNoticeIsPublic() {
        String path = draft();
        String file = attached(path, "停水范围图.pdf", PDF);
        String open = "/open/v1/attachments/" + file;
        assertThat(get(open).code()).isEqualTo("ATTACHMENT_NOT_FOUND");
        Reply named = name(path, file);
        assertThat(getAs(APPROVER, path + "/attachments/" + file).text())
                .isEqualTo(new String(PDF, StandardCharsets.UTF_8));
        assertThat(getAs(APPROVER, path + "/attachments").body().at("/items/0/name").asString())
                .isEqualTo("停水范围图.pdf");
        Publishing.publish(path, named.etag(), WRITER, APPROVER);

        Reply read = get(open);
        assertThat(read.status()).isEqualTo(200);
        assertThat(read.text()).isEqualTo(new String(PDF, StandardCharsets.UTF_8));
        assertThat(read.headers().firstValue("Content-Type")).contains("application/pdf");
        assertThat(read.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(read.headers().firstValue("Content-Disposition").orElseThrow())
                .startsWith("attachment;");
        assertThat(get(open, "If-None-Match", read.etag()).status()).isEqualTo(304);
        String shown = path.replace("/admin/", "/open/");
        await().until(() -> get(shown).status() == 200);
        assertThat(get(shown).body().at("/attachments/0/link").asString()).isEqualTo(open);
        assertThat("\"" + get(shown).body().at("/attachments/0/sha256").asString() + "\"")
                .isEqualTo(read.etag());
        assertThat(get(shown + "/cap").text())
                .contains("<mimeType>application/pdf</mimeType>", "停水范围图.pdf");
        for (String feed : new String[] {"atom", "rss", "json"}) {
            await().until(() ->
                    get("/open/v1/notices." + feed + "?division=370281").text().contains(open));
        }

        post(APPROVER, path + "/withdrawal", getAs(APPROVER, path).etag(), "{\"reason\":\"图有误\"}");
        assertThat(get(open).code()).isEqualTo("ATTACHMENT_NOT_FOUND");
    }

    @Test
    void knowsAFileByItsContentAndRefusesWhatIsNotTaken() {
        String path = draft();
        assertThat(send(path, "x.pdf", bytes("just words")).code())
                .isEqualTo("ATTACHMENT_TYPE_NOT_TAKEN");
        assertThat(send(path, "x.pdf", new byte[0]).code()).isEqualTo("ATTACHMENT_TYPE_NOT_TAKEN");
        assertThat(send(path, "x.png", PDF).code()).isEqualTo("ATTACHMENT_NAME_INVALID");
        assertThat(send(path, "", PDF).code()).isEqualTo("ATTACHMENT_NAME_INVALID");
        assertThat(send(path, "..%2F..%2Fx.pdf", PDF).code()).isEqualTo("ATTACHMENT_NAME_INVALID");
        assertThat(send(path, "x.pdf", bytes("%PDF- EICAR-STANDARD-ANTIVIRUS-TEST-FILE")).code())
                .isEqualTo("ATTACHMENT_MALICIOUS");
        byte[] large = Arrays.copyOf(PDF, 10 * 1024 * 1024 + 1);
        assertThat(send(path, "x.pdf", large).status()).isEqualTo(413);
        byte[] largest = Arrays.copyOf(PDF, 10 * 1024 * 1024);
        String kept = attached(path, "x.pdf", largest);
        assertThat(getAs(WRITER, path + "/attachments/" + kept).text()).hasSizeGreaterThan(1 << 20);
    }

    @Test
    void keepsAFileOnceUnderOneKeyAndForItsOwnNoticeOnly() {
        String path = draft();
        String key = UUID.randomUUID().toString();
        Reply first = attach(WRITER, key, path + "/attachments", "a.pdf", PDF);
        Reply again = attach(WRITER, key, path + "/attachments", "a.pdf", PDF);
        assertThat(again.text()).isEqualTo(first.text());
        assertThat(getAs(WRITER, path + "/attachments").body().path("items")).hasSize(1);
        assertThat(
                        attach(
                                        publisher("s-far", "370283"),
                                        UUID.randomUUID().toString(),
                                        path + "/attachments",
                                        "a.pdf",
                                        PDF)
                                .code())
                .isEqualTo("NOTICE_NOT_FOUND");

        Reply stolen = name(draft(), first.body().path("id").asString());
        assertThat(stolen.code()).isEqualTo("NOTICE_INVALID");
        assertThat(stolen.body().at("/errors/0/pointer").asString()).isEqualTo("/attachments");
    }

    @Test
    void refusesMoreFilesThanAnybodyReads() {
        String path = draft();
        for (int number = 0; number < 20; number++) {
            attached(path, number + ".pdf", PDF);
        }
        assertThat(send(path, "more.pdf", PDF).code()).isEqualTo("TOO_MANY_ATTACHMENTS");
    }

    /** An instance looks for what broke off as soon as it starts. */
    @Test
    void sweepsWhatBrokeOffYesterdayAndLetsWhatIsOnItsWayBe() throws Exception {
        String notice = draft().replace("/admin/v1/notices/", "");
        UUID brokenOff = begun(notice, "2 days");
        UUID onItsWay = begun(notice, "1 hour");

        try (ConfigurableApplicationContext _ = RunningNotices.start()) {
            await().until(() -> rows(brokenOff) == 0);
        }

        assertThat(bytes(brokenOff)).doesNotExist();
        assertThat(bytes(onItsWay)).exists();
        assertThat(rows(onItsWay)).isEqualTo(1);
    }

    /** A file whose first bytes are there and whose last never came. */
    private static UUID begun(String notice, String ago) throws Exception {
        UUID id = UUID.randomUUID();
        RunningNotices.place()
                .execute(
                        """
                        INSERT INTO attachment (id, notice, name, media_type, size, sha256, writer,
                                                created_at)
                        VALUES ('%s', '%s', 'a.pdf', 'application/pdf', 2000000, '', 's-file-w',
                                now() - interval '%s')
                        """
                                .formatted(id, notice, ago));
        Files.createDirectories(bytes(id).getParent());
        Files.write(bytes(id), PDF);
        return id;
    }

    private static Path bytes(UUID id) {
        return Path.of("target/attachments", id.toString(), "0");
    }

    private static long rows(UUID id) {
        return RunningNotices.place()
                .count("SELECT count(*) FROM attachment WHERE id = '%s'".formatted(id));
    }

    private static String draft() {
        Reply draft = post(WRITER, "/admin/v1/notices", "", notice("有附件", "370281"));
        assertThat(draft.status()).isEqualTo(201);
        return draft.headers().firstValue("Location").orElseThrow();
    }

    private static Reply send(String path, String name, byte[] content) {
        return attach(WRITER, UUID.randomUUID().toString(), path + "/attachments", name, content);
    }

    private static String attached(String path, String name, byte[] content) {
        Reply kept = send(path, URLEncoder.encode(name, StandardCharsets.UTF_8), content);
        assertThat(kept.status()).as(kept.text()).isEqualTo(201);
        return kept.body().path("id").asString();
    }

    private static Reply name(String path, String file) {
        String body = notice("有附件", "370281");
        return put(
                WRITER,
                path,
                getAs(WRITER, path).etag(),
                body.substring(0, body.lastIndexOf('}'))
                        + ", \"attachments\": [\""
                        + file
                        + "\"]}");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
