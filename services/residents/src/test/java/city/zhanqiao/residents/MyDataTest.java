package city.zhanqiao.residents;

import static city.zhanqiao.residents.RunningResidents.clerk;
import static city.zhanqiao.residents.RunningResidents.get;
import static city.zhanqiao.residents.RunningResidents.peers;
import static city.zhanqiao.residents.RunningResidents.place;
import static city.zhanqiao.residents.RunningResidents.post;
import static city.zhanqiao.residents.RunningResidents.send;
import static city.zhanqiao.residents.RunningResidents.service;
import static city.zhanqiao.residents.SyntheticPeople.anybody;
import static city.zhanqiao.residents.SyntheticPeople.today;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import city.zhanqiao.residents.RunningResidents.Reply;
import city.zhanqiao.residents.RunningResidents.Somebody;

import com.github.tomakehurst.wiremock.client.WireMock;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

class MyDataTest {

    private static final String REQUESTS = "/api/v1/me/data-requests";
    private static final String EXPORT = "{\"kind\":\"EXPORT\"}";
    private static final String DELETION = "{\"kind\":\"DELETION\"}";
    private static final List<String> OTHERS =
            List.of("applications", "notifications", "pilots", "appointments", "notices");

    @Test
    void givesEverythingOnceEveryServiceHasAnswered() throws Exception {
        Somebody lin = anybody().known();
        OTHERS.forEach(service -> holds(service, lin, "", ""));
        String token = lin.token();
        post(
                token,
                "/api/v1/me/firms",
                "{\"creditCode\":\"91370202MA3TEXT0X0\",\"firmName\":\"青岛示例<b>\",\"role\":\"AGENT\",\"scopes\":[\"bundle:restaurant\"],\"until\":\"%s\"}"
                        .formatted(today().plusDays(9)));

        Reply made = post(token, REQUESTS, EXPORT);

        assertThat(made.status()).isEqualTo(201);
        assertThat(made.text("/dueOn")).isGreaterThan(today().plusDays(14).toString());
        String path = REQUESTS + "/" + made.text("/id");
        await().atMost(Duration.ofSeconds(20))
                .until(() -> get(token, path).text("/state").equals("READY"));
        assertThat(get(token, path).body().path("files").size()).isEqualTo(6);
        Map<String, byte[]> files = unzip(RunningResidents.download(token, path + "/archive"));
        assertThat(files.keySet())
                .containsExactly(
                        "applications.json",
                        "appointments.json",
                        "index.html",
                        "notices.json",
                        "notifications.json",
                        "pilots.json",
                        "residents.json",
                        "sha256.json");
        assertThat(text(files, "residents.json")).contains(lin.name(), lin.number(), lin.phone());
        assertThat(text(files, "index.html"))
                .contains(lin.number(), "青岛示例&lt;b&gt;")
                .doesNotContain("示例<b>");
        assertThat(text(files, "applications.json")).contains("\"from\":\"applications\"");
        assertThat(
                        place().count(
                                        "SELECT count(*) FROM data_request_part WHERE position('%s'::bytea in document) > 0"
                                                .formatted(lin.number())))
                .isZero();
        assertThat(
                        place().count(
                                        "SELECT count(*) FROM event WHERE type = 'city.zhanqiao.resident.data-request-done.v1' AND subject = '%s'"
                                                .formatted(lin.subject())))
                .isOne();
    }

    @Test
    void waitsForASilentServiceAndSaysSo() {
        Somebody lin = anybody().known();
        OTHERS.forEach(service -> holds(service, lin, "", ""));
        silent("appointments", lin);
        String token = lin.token();

        String id = post(token, REQUESTS, EXPORT).text("/id");

        String path = REQUESTS + "/" + id;
        await().atMost(Duration.ofSeconds(20))
                .until(() -> get(token, path).body().path("waitingFor").size() == 1);
        Reply waiting = get(token, path);
        assertThat(waiting.text("/state")).isEqualTo("GATHERING");
        assertThat(waiting.text("/waitingFor/0")).isEqualTo("appointments");
        assertThat(get(token, path + "/archive").code()).isEqualTo("EXPORT_NOT_READY");
        Reply twice = post(token, REQUESTS, EXPORT);
        assertThat(twice.status()).isEqualTo(409);
        assertThat(twice.code()).isEqualTo("EXPORT_UNDER_WAY");
        assertThat(twice.text("/detail")).contains(id);

        holds("appointments", lin, "", "");
        await().atMost(Duration.ofSeconds(30))
                .until(() -> get(token, path).text("/state").equals("READY"));
    }

    /** A content that is not what the service said of it counts as silence. */
    @Test
    void bringsEveryFileAsItWasNamed() throws Exception {
        Somebody lin = anybody().known();
        OTHERS.forEach(service -> holds(service, lin, "", ""));
        byte[] photo = new byte[(2 << 20) + 17];
        Arrays.fill(photo, (byte) 7);
        stub("applications", lin, withFile(lin, "../照片.png", photo));
        gives(lin, "other".getBytes(StandardCharsets.UTF_8));
        String token = lin.token();

        String path = REQUESTS + "/" + post(token, REQUESTS, EXPORT).text("/id");

        await().atMost(Duration.ofSeconds(20))
                .until(() -> get(token, path).body().path("waitingFor").size() == 1);
        assertThat(get(token, path).text("/waitingFor/0")).isEqualTo("applications");
        gives(lin, photo);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> get(token, path).text("/state").equals("READY"));
        String name = "files/applications/001-.._照片.png";
        assertThat(get(token, path).body().path("files").valueStream())
                .anySatisfy(file -> assertThat(file.path("name").asString()).isEqualTo(name));
        Map<String, byte[]> files = unzip(RunningResidents.download(token, path + "/archive"));
        assertThat(files.get(name)).isEqualTo(photo);
        assertThat(text(files, "index.html")).contains("../照片.png</a>");
        assertThat(text(files, "sha256.json")).contains(sha256(photo));
        assertThat(
                        place().count(
                                        "SELECT count(*) FROM data_request_piece WHERE"
                                            + " position('\\x0707070707070707'::bytea in content) >"
                                            + " 0"))
                .isZero();
    }

    private static String withFile(Somebody who, String name, byte[] content) {
        return """
        {"service": "applications", "residentId": "%s", "takenAt": "2026-11-24T10:00:00+08:00",
         "sections": [], "open": [], "kept": [],
         "files": [{"id": "f-1", "name": "%s", "mediaType": "image/png", "bytes": %d, "sha256": "%s"}]}
        """
                .formatted(who.subject(), name, content.length, sha256(content));
    }

    private static void gives(Somebody who, byte[] content) {
        peers().stubFor(
                        WireMock.get(
                                        urlPathEqualTo(
                                                "/applications/internal/v1/exports/%s/files/f-1"
                                                        .formatted(who.subject())))
                                .willReturn(aResponse().withBody(content)));
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException absent) {
            throw new IllegalStateException(absent);
        }
    }

    private static String text(Map<String, byte[]> files, String name) {
        return new String(files.get(name), StandardCharsets.UTF_8);
    }

    @Test
    void takesNoForeignAnswerForAnExport() {
        Somebody lin = anybody().known();
        OTHERS.forEach(service -> holds(service, lin, "", ""));
        stub("pilots", lin, "{\"status\":\"ok\"}");
        String token = lin.token();

        String path = REQUESTS + "/" + post(token, REQUESTS, EXPORT).text("/id");

        await().atMost(Duration.ofSeconds(20))
                .until(() -> get(token, path).body().path("waitingFor").size() == 1);
        assertThat(get(token, path).text("/waitingFor/0")).isEqualTo("pilots");
    }

    @Test
    void showsRequestsToTheirOwnerOnly() {
        Somebody lin = anybody().known();
        String id = post(lin.token(), REQUESTS, EXPORT).text("/id");

        Reply foreign = get(anybody().known().token(), REQUESTS + "/" + id);

        assertThat(foreign.status()).isEqualTo(404);
        assertThat(get(anybody().known().token(), REQUESTS + "/" + id + "/archive").status())
                .isEqualTo(404);
    }

    @Test
    void givesACopyToARelativeOfSomebodyWhoHasDied() {
        Somebody father = anybody().known();
        Somebody son = anybody().known();
        Somebody agent = anybody().known();
        OTHERS.forEach(service -> holds(service, father, "", ""));
        ProxyTest.give(father, agent, "item:social-card");
        String office = "/admin/v1/residents/data-requests";
        String body =
                "{\"deceased\":%s,\"relative\":%s,\"proof\":{\"kind\":\"DEATH_AND_KINSHIP\",\"reference\":\"D-1\"}}";

        Reply made = post(clerk(), office, body.formatted(father.document(), son.document()));

        assertThat(made.status()).isEqualTo(201);
        String path = REQUESTS + "/" + made.text("/id");
        String token = son.token();
        await().atMost(Duration.ofSeconds(20))
                .until(() -> get(token, path).text("/state").equals("READY"));
        assertThat(get(token, REQUESTS).body().path("items").size()).isOne();
        assertThat(get(father.token(), path).status()).isEqualTo(404);
        assertThat(get(agent.token(), path).status()).isEqualTo(404);
        ProxyTest.assertRefused(ProxyTest.check(agent, father, "item:social-card"), "WITHDRAWN");
        assertThat(
                        place().texts(
                                        "SELECT action FROM audit WHERE person = '%s' AND actor = 's-clerk' AND action LIKE 'resident.de%%'"
                                                .formatted(father.subject())))
                .containsExactly("resident.deceased");
        assertThat(post(clerk(), office, body.formatted(son.document(), son.document())).code())
                .isEqualTo("RELATIVE_IS_SELF");
        Somebody wrong = new Somebody("r-none", "示例", "370202190001010013", "19900000000");
        assertThat(
                        post(clerk(), office, body.formatted(father.document(), wrong.document()))
                                .pointers())
                .containsExactly("/relative/residentNumber");
    }

    @Test
    void deletesNothingWhileACaseIsOpen() {
        Somebody lin = anybody().known();
        OTHERS.forEach(service -> holds(service, lin, "", ""));
        holds(
                "applications",
                lin,
                "{\"kind\":\"application\",\"reference\":\"37020220261124000001\"}",
                "");

        Reply reply = post(lin.token(), REQUESTS, DELETION);

        assertThat(reply.status()).isEqualTo(409);
        assertThat(reply.code()).isEqualTo("DELETION_OPEN_MATTERS");
        assertThat(reply.text("/detail")).contains("37020220261124000001");
        assertThat(get(lin.token(), "/api/v1/me").text("/realName")).isNotEmpty();
    }

    @Test
    void deletesNothingWhileAServiceIsSilent() {
        Somebody lin = anybody().known();
        OTHERS.forEach(service -> holds(service, lin, "", ""));
        silent("notices", lin);

        Reply reply = post(lin.token(), REQUESTS, DELETION);

        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.code()).isEqualTo("HOLDER_SILENT");
        assertThat(state(lin)).isEqualTo("OPEN");
    }

    @Test
    void emptiesTheFileAndEndsWhatHangsOnIt() {
        Somebody lin = anybody().known();
        Somebody agent = anybody().known();
        OTHERS.forEach(service -> holds(service, lin, "", ""));
        ProxyTest.give(lin, agent, "item:social-card");

        String key = RunningResidents.key();

        Reply reply = post(lin.token(), REQUESTS, key, DELETION);

        assertThat(reply.status()).isEqualTo(201);
        assertThat(reply.text("/state")).isEqualTo("DONE");
        assertThat(post(lin.token(), REQUESTS, key, DELETION).text("/id"))
                .isEqualTo(reply.text("/id"));
        assertThat(state(lin)).isEqualTo("ERASED");
        assertThat(
                        place().count(
                                        "SELECT count(*) FROM resident WHERE id = '%s' AND (name IS NOT NULL OR number_hash IS NOT NULL OR phone IS NOT NULL)"
                                                .formatted(lin.subject())))
                .isZero();
        ProxyTest.assertRefused(ProxyTest.check(agent, lin, "item:social-card"), "WITHDRAWN");
        assertThat(
                        place().count(
                                        "SELECT count(*) FROM event WHERE type = 'city.zhanqiao.resident.deleted.v1' AND subject = '%s'"
                                                .formatted(lin.subject())))
                .isOne();
        assertThat(get(lin.token(), "/api/v1/me").text("/realName")).isNotEmpty();
    }

    @Test
    void onlyStoresWhatMustBeKeptAndSaysHowLong() {
        Somebody lin = anybody().known();
        OTHERS.forEach(service -> holds(service, lin, "", ""));
        String until = today().plusYears(10).toString();
        holds(
                "applications",
                lin,
                "",
                "{\"kind\":\"application\",\"reason\":\"ARCHIVE\",\"until\":\"%s\"}"
                        .formatted(until));

        Reply reply = post(lin.token(), REQUESTS, DELETION);

        assertThat(reply.text("/state")).isEqualTo("RESTRICTED");
        assertThat(reply.text("/until")).isEqualTo(until);
        assertThat(reply.text("/reason")).contains("ARCHIVE");
        assertThat(state(lin)).isEqualTo("OPEN");
        assertThat(
                        post(
                                        clerk(),
                                        "/admin/v1/residents/search",
                                        "{\"residentNumber\":\"%s\",\"purpose\":\"核对\"}"
                                                .formatted(lin.number()))
                                .body()
                                .path("items")
                                .size())
                .isZero();
    }

    @Test
    void correctsAfterAClerkHasDecided() {
        Somebody lin = anybody().known();
        String wanted =
                "{\"kind\":\"CORRECTION\",\"correction\":{\"field\":\"PHONE\",\"value\":\"19912345678\"}}";

        Reply made = post(lin.token(), REQUESTS, wanted);

        assertThat(made.text("/state")).isEqualTo("OPEN");
        String office = "/admin/v1/residents/data-requests/" + made.text("/id");
        assertThat(get(clerk(), office).text("/value")).isEqualTo("19912345678");
        assertThat(post(clerk(), office + "/decision", "{\"decision\":\"REFUSE\"}").code())
                .isEqualTo("REASON_MISSING");
        assertThat(
                        post(clerk(), office + "/decision", "{\"decision\":\"CARRY_OUT\"}")
                                .text("/state"))
                .isEqualTo("DONE");
        assertThat(post(clerk(), office + "/decision", "{\"decision\":\"CARRY_OUT\"}").code())
                .isEqualTo("DATA_REQUEST_DECIDED");
        assertThat(
                        post(
                                        clerk(),
                                        "/admin/v1/residents/search",
                                        "{\"phone\":\"19912345678\",\"purpose\":\"核对\"}")
                                .text("/items/0/id"))
                .isEqualTo(lin.subject());
    }

    @Test
    void refusesCorrectionsThatCannotBeRight() {
        String token = anybody().known().token();
        String number =
                "{\"kind\":\"CORRECTION\",\"correction\":{\"field\":\"RESIDENT_NUMBER\",\"value\":\"370202190001010013\"}}";

        assertThat(post(token, REQUESTS, number).code()).isEqualTo("NUMBER_INVALID");
        assertThat(post(token, REQUESTS, "{\"kind\":\"CORRECTION\"}").code())
                .isEqualTo("CORRECTION_INCOMPLETE");
        assertThat(post(token, REQUESTS, "{\"kind\":\"EVERYTHING\"}").status()).isEqualTo(422);
    }

    @Test
    void givesItsOwnPartToServicesOnly() {
        Somebody lin = anybody().known();
        String path = "/internal/v1/exports/" + lin.subject();

        Reply mine = get(service(), path);

        assertThat(mine.status()).isEqualTo(200);
        assertThat(mine.text("/service")).isEqualTo("residents");
        assertThat(mine.body().path("sections").size()).isEqualTo(8);
        assertThat(mine.body().toString()).contains(lin.number());
        assertThat(get(lin.token(), path).status()).isIn(401, 403);
        assertThat(send(clerk(), "GET", path, "", "", "").status()).isIn(401, 403);
    }

    private static String state(Somebody who) {
        return place().texts("SELECT state FROM resident WHERE id = '" + who.subject() + "'")
                .getFirst();
    }

    private static void holds(String service, Somebody who, String open, String kept) {
        stub(
                service,
                who,
                """
                {"service": "%1$s", "residentId": "%2$s", "takenAt": "2026-11-24T10:00:00+08:00",
                 "sections": [{"name": "records", "title": {"zh-Hans": "记录", "en": "Records"},
                               "records": [{"from": "%1$s"}]}],
                 "open": [%3$s], "kept": [%4$s]}
                """
                        .formatted(service, who.subject(), open, kept));
    }

    private static void stub(String service, Somebody who, String answer) {
        peers().stubFor(
                        WireMock.get(
                                        urlPathEqualTo(
                                                "/%s/internal/v1/exports/%s"
                                                        .formatted(service, who.subject())))
                                .willReturn(okJson(answer)));
    }

    private static void silent(String service, Somebody who) {
        peers().stubFor(
                        WireMock.get(
                                        urlPathEqualTo(
                                                "/%s/internal/v1/exports/%s"
                                                        .formatted(service, who.subject())))
                                .willReturn(aResponse().withStatus(503)));
    }

    private static Map<String, byte[]> unzip(byte[] zip) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                files.put(entry.getName(), in.readAllBytes());
            }
        }
        return files;
    }
}
