package city.zhanqiao.residents;

import static city.zhanqiao.residents.RunningResidents.clerk;
import static city.zhanqiao.residents.RunningResidents.get;
import static city.zhanqiao.residents.RunningResidents.peers;
import static city.zhanqiao.residents.RunningResidents.place;
import static city.zhanqiao.residents.RunningResidents.post;
import static city.zhanqiao.residents.RunningResidents.service;
import static city.zhanqiao.residents.RunningResidents.staff;
import static city.zhanqiao.residents.SyntheticPeople.anybody;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;

import static org.assertj.core.api.Assertions.assertThat;

import city.zhanqiao.city.identity.RealNameLevel;
import city.zhanqiao.city.identity.Role;
import city.zhanqiao.residents.RunningResidents.Reply;
import city.zhanqiao.residents.RunningResidents.Somebody;

import com.github.tomakehurst.wiremock.client.WireMock;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OfficeTest {

    private static final String SEARCH = "/admin/v1/residents/search";
    private static final String MERGES = "/admin/v1/residents/merges";

    @Test
    void findsByTheExactNumberAndShowsItMasked() {
        Somebody lin = anybody().known();

        Reply found = search("residentNumber", lin.number(), "补办社保卡");

        assertThat(found.status()).isEqualTo(200);
        assertThat(found.text("/items/0/id")).isEqualTo(lin.subject());
        assertThat(found.text("/items/0/residentNumber")).contains("********");
        assertThat(found.body().toString()).doesNotContain(lin.name(), lin.number(), lin.phone());
        assertThat(search("phone", lin.phone(), "回访").text("/items/0/id")).isEqualTo(lin.subject());
        assertThat(
                        place().texts(
                                        "SELECT purpose FROM audit WHERE person = '%s' AND action = 'resident.search' ORDER BY id"
                                                .formatted(lin.subject())))
                .containsExactly("补办社保卡", "回访");
    }

    @Test
    void writesSearchesDownThatFindNobody() {
        long before = place().count("SELECT count(*) FROM audit WHERE subject = 'none'");
        Somebody nobody = anybody();

        assertThat(search("residentNumber", nobody.number(), "核对").body().path("items").size())
                .isZero();

        assertThat(place().count("SELECT count(*) FROM audit WHERE subject = 'none'"))
                .isEqualTo(before + 1);
        assertThat(place().texts("SELECT a::text FROM audit a").toString())
                .doesNotContain(nobody.number());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"name\":\"林\",\"purpose\":\"核对\"}",
                "{\"realName\":\"林\",\"purpose\":\"核对\"}",
                "{\"residentNumber\":\"370202%\",\"purpose\":\"核对\"}",
                "{\"residentNumber\":\"37020219900101****\",\"purpose\":\"核对\"}",
                "{\"residentNumber\":\"370202190001010013\",\"purpose\":\"核对\"}",
                "{\"phone\":\"199*\",\"purpose\":\"核对\"}",
                "{\"phone\":\"1990000000_\",\"purpose\":\"核对\"}",
                "{\"purpose\":\"核对\"}",
                "{\"phone\":\"19900000000\",\"residentNumber\":\"370202190001010014\",\"purpose\":\"核对\"}",
                "{\"phone\":\"19900000000\"}",
                "{\"phone\":\"19900000000\",\"purpose\":\" \"}"
            })
    void refusesNamesWildcardsAndSearchesWithoutAPurpose(String body) {
        assertThat(post(clerk(), SEARCH, body).status()).isEqualTo(422);
    }

    @Test
    void isForClerksAndHeadsOnly() {
        String body = "{\"phone\":\"19900000000\",\"purpose\":\"核对\"}";
        for (Role role : Role.values()) {
            int status = post(staff("s-" + role.code(), role), SEARCH, body).status();
            assertThat(status)
                    .as(role.code())
                    .isEqualTo(role == Role.CLERK || role == Role.HEAD ? 200 : 403);
        }
        assertThat(post(anybody().token(), SEARCH, body).status()).isIn(401, 403);
    }

    @Test
    void helpsAtTheWindowAndWritesDownWhy() {
        Somebody he = anybody().known();
        String path = "/admin/v1/residents/" + he.subject();

        Reply seen = get(clerk(), path + "?purpose=help");

        assertThat(seen.status()).isEqualTo(200);
        assertThat(seen.body().toString()).doesNotContain(he.name(), he.number());
        assertThat(get(clerk(), path).status()).isEqualTo(400);
        assertThat(get(clerk(), "/admin/v1/residents/r-nobody?purpose=help").status())
                .isEqualTo(404);
        String elder = "{\"language\":\"zh-Hans\",\"elderMode\":true}";
        assertThat(RunningResidents.put(clerk(), path, seen.etag(), elder).status()).isEqualTo(200);
        assertThat(RunningResidents.put(clerk(), path, seen.etag(), elder).status()).isEqualTo(412);
        assertThat(
                        place().texts(
                                        "SELECT action FROM audit WHERE person = '%s' AND actor = 's-clerk' ORDER BY id"
                                                .formatted(he.subject())))
                .containsExactly("resident.read", "resident.change");
    }

    @Test
    void mergesDoubleFilesWithTwoPeople() {
        Somebody lin = anybody().known();
        String second = "r-double-" + lin.subject();
        get(lin.as(second).token(RealNameLevel.L1), "/api/v1/me");
        String proposal = proposal(lin.subject(), second);

        Reply proposed = post(staff("s-both", Role.CLERK, Role.HEAD), MERGES, proposal);

        assertThat(proposed.status()).isEqualTo(201);
        String decision = MERGES + "/" + proposed.text("/id") + "/decision";
        String approve = "{\"decision\":\"APPROVE\"}";
        assertThat(post(staff("s-both", Role.CLERK, Role.HEAD), decision, approve).code())
                .isEqualTo("MERGE_SAME_CLERK");
        assertThat(post(clerk(), MERGES, proposal).code()).isEqualTo("MERGE_PROPOSED");
        assertThat(post(clerk(), decision, approve).status()).isEqualTo(403);

        assertThat(post(staff("s-head", Role.HEAD), decision, approve).text("/state"))
                .isEqualTo("DONE");

        assertThat(post(staff("s-head", Role.HEAD), decision, approve).code())
                .isEqualTo("MERGE_DECIDED");
        assertThat(
                        place().texts(
                                        "SELECT data ->> 'residentId' FROM event WHERE type = 'city.zhanqiao.resident.joined.v1' AND data ->> 'formerId' = '%s'"
                                                .formatted(second)))
                .containsExactly(lin.subject());
        assertThat(get(lin.as(second).token(RealNameLevel.L1), "/api/v1/me").code())
                .isEqualTo("JOINED_ELSEWHERE");
    }

    @Test
    void mergesNeitherTwoPeopleNorAFileWithItself() {
        Somebody lin = anybody().known();
        Somebody other = anybody().known();

        assertThat(post(clerk(), MERGES, proposal(lin.subject(), other.subject())).code())
                .isEqualTo("MERGE_TWO_PEOPLE");
        assertThat(post(clerk(), MERGES, proposal(lin.subject(), lin.subject())).code())
                .isEqualTo("MERGE_SAME_FILE");
        assertThat(post(clerk(), MERGES, proposal(lin.subject(), "r-nobody")).status())
                .isEqualTo(404);
    }

    @Test
    void showsTheResidentWhoLookedInAllServices() {
        Somebody lin = anybody().known();
        peers().stubFor(
                        WireMock.get(urlPathMatching(".*/internal/v1/access-log/" + lin.subject()))
                                .willReturn(okJson("{\"items\":[]}")));
        peers().stubFor(
                        WireMock.get(
                                        urlPathMatching(
                                                "/applications/internal/v1/access-log/"
                                                        + lin.subject()))
                                .willReturn(
                                        okJson(
                                                """
                                                {"items":[{"id":"01900000-0000-7000-8000-000000000001",
                                                  "at":"2024-06-01T00:00:00Z","actorKind":"staff","subject":"a-1","roles":"reviewer",
                                                  "department":"civil-affairs","action":"application.read",
                                                  "purpose":"handling","result":"read"}]}
                                                """)));
        peers().stubFor(
                        WireMock.get(
                                        urlPathMatching(
                                                "/notices/internal/v1/access-log/" + lin.subject()))
                                .willReturn(aResponse().withStatus(500)));
        search("residentNumber", lin.number(), "补办社保卡");

        Reply log = get(lin.token(), "/api/v1/me/access-log");

        assertThat(log.status()).isEqualTo(200);
        assertThat(log.text("/items/0/service")).isEqualTo("residents");
        assertThat(log.text("/items/0/purpose")).isEqualTo("补办社保卡");
        assertThat(log.text("/items/0/department")).isEqualTo("human-resources");
        assertThat(log.text("/items/1/service")).isEqualTo("applications");
        assertThat(log.text("/silent/0")).isEqualTo("notices");
        assertThat(log.body().toString()).doesNotContain("s-clerk");
        Reply second = get(lin.token(), "/api/v1/me/access-log?limit=1");
        assertThat(second.body().path("items").size()).isOne();
        assertThat(second.text("/next")).isNotEmpty();
        assertThat(get(lin.token(RealNameLevel.L1), "/api/v1/me/access-log").status())
                .isEqualTo(403);
    }

    @Test
    void keepsWhoLookedAcrossAJoin() {
        Somebody he = anybody();
        String former =
                RunningResidents.send(
                                service(),
                                "POST",
                                "/internal/v1/identifications",
                                "",
                                "",
                                he.document())
                        .text("/residentId");
        search("residentNumber", he.number(), "窗口核对");
        assertThat(former).startsWith("w-");

        Reply log = get(he.token(), "/api/v1/me/access-log");

        assertThat(log.text("/items/0/purpose")).isEqualTo("窗口核对");
    }

    private static Reply search(String field, String value, String purpose) {
        return post(
                clerk(),
                SEARCH,
                "{\"%s\":\"%s\",\"purpose\":\"%s\"}".formatted(field, value, purpose));
    }

    private static String proposal(String keep, String giveUp) {
        return """
        {"keep": "%s", "giveUp": "%s", "reason": "同一人两个账号",
         "proof": {"kind": "SIGNED_AT_WINDOW", "reference": "A-7"}}
        """
                .formatted(keep, giveUp);
    }
}
