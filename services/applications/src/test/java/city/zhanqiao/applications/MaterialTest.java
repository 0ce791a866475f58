package city.zhanqiao.applications;

import static city.zhanqiao.applications.City.act;
import static city.zhanqiao.applications.City.download;
import static city.zhanqiao.applications.City.draft;
import static city.zhanqiao.applications.City.fillIn;
import static city.zhanqiao.applications.City.get;
import static city.zhanqiao.applications.City.key;
import static city.zhanqiao.applications.City.own;
import static city.zhanqiao.applications.City.post;
import static city.zhanqiao.applications.City.resident;
import static city.zhanqiao.applications.City.send;
import static city.zhanqiao.applications.City.upload;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;

import static org.assertj.core.api.Assertions.assertThat;

import city.zhanqiao.applications.City.Reply;
import city.zhanqiao.applications.material.Agents;
import city.zhanqiao.city.identity.Role;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.client.WireMock;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;

import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** The papers of a case, on their way in and out. */
class MaterialTest {

    private static final String PLAN = "site-plan";

    @AfterEach
    void resetTime() {
        City.CLOCK.reset();
    }

    @Test
    void goesOnWithAnUploadWhereItBroke() throws Exception {
        String id = drafted("m-parts");
        byte[] plan = SampleFile.pdf(2_500_000, 7);
        String digest =
                "sha-256=:"
                        + Base64.getEncoder()
                                .encodeToString(MessageDigest.getInstance("SHA-256").digest(plan))
                        + ":";

        Reply first = part("m-parts", id, plan, 0, 1_200_000, digest);
        assertThat(first.body().path("kept").asBoolean()).isFalse();
        assertThat(first.body().path("received").asInt()).isEqualTo(1_200_000);
        assertThat(part("m-parts", id, plan, 2_000_000, 2_500_000, digest).code())
                .isEqualTo("UPLOAD_OFFSET_WRONG");
        JsonNode shown = material("m-parts", id, PLAN);
        assertThat(shown.path("state").asString()).isEqualTo("RECEIVING");
        int received = shown.at("/upload/received").asInt();
        assertThat(part("m-parts", id, plan, received, 2_500_000, digest).status()).isEqualTo(200);

        assertThat(material("m-parts", id, PLAN).path("trust").asString()).isEqualTo("C");
        HttpResponse<byte[]> got =
                download(resident("m-parts"), "/api/v1/applications/" + id + "/materials/" + PLAN);
        assertThat(got.body()).isEqualTo(plan);
        assertThat(got.headers().firstValue("Content-Type")).contains("application/pdf");
        assertThat(
                        download(
                                        resident("m-stranger"),
                                        "/api/v1/applications/" + id + "/materials/" + PLAN)
                                .statusCode())
                .isEqualTo(404);
    }

    @Test
    void knowsAFileByItsContentAndNotByItsName() {
        String id = drafted("m-bad");
        assertThat(named("m-bad", id, SampleFile.script(), "plan.pdf").code())
                .isEqualTo("MATERIAL_TYPE_NOT_TAKEN");
        assertThat(named("m-bad", id, SampleFile.png(), "plan.pdf").code())
                .isEqualTo("MATERIAL_NAME_CONTRADICTS");
        assertThat(named("m-bad", id, SampleFile.bomb(), "plan.ofd").code())
                .isEqualTo("MATERIAL_TYPE_NOT_TAKEN");
        assertThat(named("m-bad", id, SampleFile.escaping(), "plan.ofd").code())
                .isEqualTo("MATERIAL_TYPE_NOT_TAKEN");
        assertThat(named("m-bad", id, SampleFile.infected(), "plan.pdf").code())
                .isEqualTo("MATERIAL_MALICIOUS");
        assertThat(named("m-bad", id, SampleFile.png(), "../plan.png").code())
                .isEqualTo("FILE_NAME_INVALID");
        assertThat(named("m-bad", id, SampleFile.png(), "a\\plan.png").code())
                .isEqualTo("FILE_NAME_INVALID");
        assertThat(
                        upload(
                                        resident("m-bad"),
                                        id,
                                        PLAN,
                                        SampleFile.png(),
                                        Map.of("Repr-Digest", "sha-256=:" + "A".repeat(43) + "=:"))
                                .code())
                .isEqualTo("CHECKSUM_WRONG");
        assertThat(
                        upload(
                                        resident("m-bad"),
                                        id,
                                        PLAN,
                                        SampleFile.png(),
                                        Map.of("Repr-Digest", "sha-256=:short:"))
                                .code())
                .isEqualTo("CHECKSUM_INVALID");
        assertThat(
                        upload(
                                        resident("m-bad"),
                                        id,
                                        PLAN,
                                        SampleFile.png(),
                                        Map.of("Content-Range", "bytes 0-199/30000000"))
                                .code())
                .isEqualTo("UPLOAD_TOO_LARGE");
        assertThat(
                        upload(
                                        resident("m-bad"),
                                        id,
                                        PLAN,
                                        SampleFile.png(),
                                        Map.of("Content-Range", "bytes 9-1/3"))
                                .code())
                .isEqualTo("UPLOAD_RANGE_INVALID");
        assertThat(upload(resident("m-bad"), id, "resident-id", SampleFile.png(), Map.of()).code())
                .isEqualTo("MATERIAL_NOT_ASKED");
        assertThat(upload(resident("m-bad"), id, "no-such", SampleFile.png(), Map.of()).code())
                .isEqualTo("MATERIAL_NOT_FOUND");
        assertThat(material("m-bad", id, PLAN).path("state").asString()).isEqualTo("MISSING");
        assertThat(named("m-bad", id, SampleFile.ofd(), "plan.ofd").status()).isEqualTo(200);
    }

    @Test
    void replacesOnlyWhatTheSenderHasSeen() {
        String id = drafted("m-seen");
        assertThat(replaced("m-seen", id, Map.of())).isEqualTo(200);
        assertThat(replaced("m-seen", id, Map.of())).isEqualTo(428);
        assertThat(replaced("m-seen", id, Map.of("If-Match", "\"v2\""))).isEqualTo(412);
        assertThat(replaced("m-seen", id, Map.of("If-Match", "v1"))).isEqualTo(400);
        String version = "\"v" + material("m-seen", id, PLAN).path("version").asInt() + "\"";
        assertThat(replaced("m-seen", id, Map.of("If-Match", version))).isEqualTo(200);
        assertThat(replaced("m-seen", id, Map.of("If-Match", version))).isEqualTo(412);
    }

    private static int replaced(String who, String id, Map<String, String> headers) {
        return upload(resident(who), id, PLAN, SampleFile.png(), headers).status();
    }

    @Test
    void takesNoCaseWithoutItsPapersAndNoPaperAfterwards() {
        String id = drafted("m-guard");
        Reply refused = own(resident("m-guard"), id, "submission", "");
        assertThat(refused.code()).isEqualTo("MATERIALS_MISSING");
        assertThat(
                        refused.body()
                                .path("errors")
                                .valueStream()
                                .map(one -> one.path("pointer").asString()))
                .containsExactlyInAnyOrder(
                        "/materials/site-plan",
                        "/materials/traffic-plan",
                        "/materials/works-contract");
        City.supply(resident("m-guard"), id);
        assertThat(taken("m-guard", id, "").code()).isEqualTo("PRECONDITION_REQUIRED");
        assertThat(taken("m-guard", id, "\"v2\"").code()).isEqualTo("STALE_VERSION");
        assertThat(material("m-guard", id, PLAN).path("state").asString()).isEqualTo("KEPT");
        assertThat(taken("m-guard", id, "\"v1\"").status()).isEqualTo(204);
        assertThat(taken("m-guard", id, "*").code()).isEqualTo("MATERIAL_NOT_FOUND");
        assertThat(own(resident("m-guard"), id, "submission", "").status()).isEqualTo(422);
        City.supply(resident("m-guard"), id);
        assertThat(own(resident("m-guard"), id, "submission", "").status()).isEqualTo(200);
        assertThat(upload(resident("m-guard"), id, PLAN, SampleFile.png(), Map.of()).code())
                .isEqualTo("MATERIALS_CLOSED");
    }

    @Test
    void fillsInWhatAnAgencyHoldsAndNeverAsksForIt() {
        share(
                "m-shared",
                aResponse().withHeader("Content-Type", "application/json").withBody("{}"));
        String id = submitted("m-shared");
        assertThat(material("m-shared", id, "resident-id").path("state").asString())
                .isEqualTo("AWAITED");
        Agents.fetch(City.SERVICE);
        JsonNode paper = material("m-shared", id, "resident-id");
        assertThat(paper.path("state").asString()).isEqualTo("KEPT");
        assertThat(paper.path("trust").asString()).isEqualTo("A");
        String ask = "{\"missing\":[{\"about\":\"resident-id\",\"what\":\"请提交\"}]}";
        assertThat(act(clerk(), id, "correction-request", ask).code())
                .isEqualTo("MATERIAL_NOT_ASKED");
    }

    @Test
    void goesWithTheCaseIntoWhatItsResidentTakesAlong() {
        String id = submitted("m-export");
        String export = "/internal/v1/exports/m-export";

        JsonNode part = City.JSON.readTree(download(City.service(), export).body());

        assertThat(part.at("/sections").valueStream())
                .filteredOn(section -> section.path("name").asString().equals("applications"))
                .singleElement()
                .satisfies(section -> {
                    assertThat(section.at("/records/0/id").asString()).isEqualTo(id);
                    assertThat(section.at("/records/0/form").isObject()).isTrue();
                    assertThat(section.at("/records/0/timeline").size()).isGreaterThan(2);
                });
        assertThat(part.path("files").valueStream())
                .isNotEmpty()
                .allSatisfy(file -> {
                    String path = export + "/files/" + file.path("id").asString();
                    HttpResponse<byte[]> content = download(City.service(), path);
                    assertThat(content.body()).hasSize(file.path("bytes").asInt());
                    String others = path.replace("m-export", "m-other");
                    assertThat(download(City.service(), others).statusCode()).isEqualTo(404);
                    assertThat(download(resident("m-export"), path).statusCode()).isIn(401, 403);
                });
    }

    @Test
    void goesOnAskingAnAgencyThatIsSilentAndTellsStaff() {
        share("m-silent", aResponse().withFixedDelay(1000));
        String id = submitted("m-silent");
        for (int n = 0; n < 3; n++) {
            Agents.fetch(City.SERVICE);
            City.CLOCK.set(City.CLOCK.instant().plus(Duration.ofMinutes(2)));
        }
        assertThat(material("m-silent", id, "resident-id").path("state").asString())
                .isEqualTo("SILENT");
        share("m-silent", aResponse().withStatus(404));
        City.CLOCK.set(City.CLOCK.instant().plus(Duration.ofHours(2)));
        Agents.fetch(City.SERVICE);
        assertThat(material("m-silent", id, "resident-id").path("state").asString())
                .isEqualTo("ABSENT");
        String ask = "{\"missing\":[{\"about\":\"resident-id\",\"what\":\"请提交\"}]}";
        assertThat(act(clerk(), id, "correction-request", ask).status()).isEqualTo(200);
    }

    @Test
    void letsOnlyHandlersDownloadAndWritesItDown() {
        String id = submitted("m-office");
        String path = "/admin/v1/applications/" + id + "/materials/" + PLAN;
        assertThat(download(clerk(), path).statusCode()).isEqualTo(200);
        assertThat(
                        City.PLACE.count(
                                "SELECT count(*) FROM audit WHERE action = 'material.read' AND"
                                        + " person = 'm-office' AND purpose = 'handling'"))
                .isOne();
        assertThat(download(City.staff("s-tax", "tax", Role.CLERK), path).statusCode())
                .isEqualTo(404);
        Reply seen = post(clerk(), path + "/verification", key(), "", "");
        assertThat(seen.text("/trust")).isEqualTo("B");
        assertThat(material("m-office", id, PLAN).path("trust").asString()).isEqualTo("B");
        assertThat(
                        City.PLACE.count(
                                "SELECT count(*) FROM event WHERE type ="
                                        + " 'city.zhanqiao.visit.recorded.v1' AND subject = '"
                                        + id
                                        + "'"))
                .isOne();
    }

    @Test
    void usesAnUploadAgainOnlyByConsent() {
        String first = drafted("m-again");
        named("m-again", first, SampleFile.png(), "示意图.png");
        String second = drafted("m-again");
        String lin = resident("m-again");
        assertThat(get(lin, "/api/v1/materials").body().path("items")).isEmpty();
        String document =
                City.PLACE
                        .texts("SELECT id FROM document WHERE application = '" + first + "'")
                        .getFirst();
        assertThat(again(lin, second, document).code()).isEqualTo("REUSE_NOT_AGREED");

        Agents.agree(City.SERVICE, "m-again", true);
        assertThat(get(lin, "/api/v1/materials").text("/items/0/fileName")).isEqualTo("示意图.png");
        assertThat(again(lin, second, document).status()).isEqualTo(200);
        assertThat(material("m-again", second, PLAN).path("state").asString()).isEqualTo("KEPT");
        Agents.agree(City.SERVICE, "m-thief", true);
        assertThat(again(resident("m-thief"), drafted("m-thief"), document).code())
                .isEqualTo("MATERIAL_NOT_FOUND");
        Agents.agree(City.SERVICE, "m-again", false);
        assertThat(get(lin, "/api/v1/materials").body().path("items")).isEmpty();
    }

    @Test
    void notesThatAPromisedPaperCameByUpload() {
        String id = promised("m-promise");
        act(clerk(), id, "acceptance", "");
        assertThat(material("m-promise", id, "traffic-plan").path("state").asString())
                .isEqualTo("PROMISED");

        assertThat(
                        upload(
                                        resident("m-promise"),
                                        id,
                                        "traffic-plan",
                                        SampleFile.png(),
                                        Map.of())
                                .status())
                .isEqualTo(200);
        assertThat(
                        get(resident("m-promise"), "/api/v1/applications/" + id)
                                .body()
                                .path("openPapers"))
                .isEmpty();
    }

    @Test
    void closesThePromiseForAPaperThatComesBeforeTheAcceptance() {
        for (boolean corrected : List.of(false, true)) {
            String who = "m-early-" + corrected;
            String id = promised(who);
            if (corrected) {
                act(
                        clerk(),
                        id,
                        "correction-request",
                        "{\"missing\":[{\"about\":\"site-plan\",\"what\":\"不清晰\"}]}");
            }

            assertThat(
                            upload(resident(who), id, "traffic-plan", SampleFile.png(), Map.of())
                                    .status())
                    .isEqualTo(200);

            JsonNode track = get(resident(who), "/api/v1/applications/" + id).body();
            assertThat(track.path("openPapers")).isEmpty();
            assertThat(track.path("state").asString())
                    .isEqualTo(corrected ? "CORRECTION_REQUESTED" : "SUBMITTED");
            assertThat(taken(who, id, "*").code()).isEqualTo("MATERIALS_CLOSED");
            if (corrected) {
                assertThat(own(resident(who), id, "correction", "").status()).isEqualTo(200);
            }
            act(clerk(), id, "acceptance", "");
            assertThat(
                            City.PLACE.texts(
                                    "SELECT act FROM application_step WHERE application = '"
                                            + id
                                            + "' ORDER BY version"))
                    .contains("SUPPLEMENT")
                    .endsWith("ACCEPT");
        }
    }

    private static Reply taken(String who, String id, String etag) {
        String path = "/api/v1/applications/" + id + "/materials/" + PLAN;
        return send(resident(who), "DELETE", path, "", etag, "");
    }

    @Test
    void tellsAPaperThatTheApplicantMadeFromOneThatOthersWrote() {
        String id = drafted("m-made");
        String made = PLAN + "?selfMade=true";
        assertThat(upload(resident("m-made"), id, made, SampleFile.png(), Map.of()).status())
                .isEqualTo(200);
        assertThat(material("m-made", id, PLAN).path("trust").asString()).isEqualTo("D");
    }

    /** Handed in with a promise for one paper. */
    private static String promised(String who) {
        String id = drafted(who);
        City.supply(resident(who), id, "traffic-plan");
        String until =
                LocalDate.ofInstant(City.CLOCK.instant(), ZoneId.of("Asia/Shanghai"))
                        .plusDays(4)
                        .toString();
        own(
                resident(who),
                id,
                "submission",
                "{\"promise\":{\"papers\":[\"traffic-plan\"],\"until\":\"%s\"}}".formatted(until));
        return id;
    }

    private static void share(String who, ResponseDefinitionBuilder answer) {
        City.NEIGHBOURS.stubFor(
                WireMock.post(urlPathEqualTo("/sharing/v1/papers"))
                        .withRequestBody(containing("\"" + who + "\""))
                        .willReturn(answer));
    }

    private static Reply part(String who, String id, byte[] file, int from, int to, String digest) {
        return upload(
                resident(who),
                id,
                PLAN,
                Arrays.copyOfRange(file, from, to),
                Map.of(
                        "Content-Range",
                        "bytes %d-%d/%d".formatted(from, to - 1, file.length),
                        "Repr-Digest",
                        digest));
    }

    private static Reply named(String who, String id, byte[] file, String name) {
        String encoded = URLEncoder.encode(name, StandardCharsets.UTF_8);
        return upload(
                resident(who),
                id,
                PLAN,
                file,
                Map.of("Content-Disposition", "attachment; filename*=UTF-8''" + encoded));
    }

    private static Reply again(String resident, String id, String document) {
        return post(
                resident,
                "/api/v1/applications/" + id + "/materials/" + PLAN + "/reuse",
                "{\"document\":\"" + document + "\"}");
    }

    private static JsonNode material(String who, String id, String code) {
        return get(resident(who), "/api/v1/applications/" + id + "/materials")
                .body()
                .path("items")
                .valueStream()
                .filter(one -> one.path("code").asString().equals(code))
                .findFirst()
                .orElseThrow();
    }

    private static String drafted(String who) {
        String id = draft(resident(who), "item", "road-occupation", "").id();
        JsonNode schema = get("", "/open/v1/items/road-occupation").body().path("form");
        assertThat(fillIn(resident(who), id, SampleForm.of(schema).toString()).status())
                .isEqualTo(200);
        return id;
    }

    private static String submitted(String who) {
        String id = drafted(who);
        City.supply(resident(who), id);
        assertThat(own(resident(who), id, "submission", "").status()).isEqualTo(200);
        return id;
    }

    private static String clerk() {
        return City.staff("s-clerk", "urban-management", Role.CLERK);
    }
}
