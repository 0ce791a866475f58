package city.zhanqiao.residents;

import static city.zhanqiao.residents.RunningResidents.fiftyTimes;
import static city.zhanqiao.residents.RunningResidents.get;
import static city.zhanqiao.residents.RunningResidents.place;
import static city.zhanqiao.residents.RunningResidents.put;
import static city.zhanqiao.residents.SyntheticPeople.anybody;

import static org.assertj.core.api.Assertions.assertThat;

import city.zhanqiao.city.identity.RealNameLevel;
import city.zhanqiao.residents.RunningResidents.Reply;
import city.zhanqiao.residents.RunningResidents.Somebody;
import city.zhanqiao.web.test.ProblemTexts;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;

class ProfileTest {

    private static final String ME = "/api/v1/me";
    private static final String ELDER =
            """
            {"language": "en", "elderMode": true, "homeDivision": "370202001000", "zone": "Asia/Tokyo"}
            """;

    @Test
    void beginsTheFileAtFirstSightAndShowsItMasked() {
        Somebody lin = anybody();

        Reply me = get(lin.token(), ME);

        assertThat(me.status()).isEqualTo(200);
        assertThat(me.text("/realName")).startsWith("示*").doesNotContain("例");
        assertThat(me.text("/residentNumber"))
                .isEqualTo("370202********" + lin.number().substring(14));
        assertThat(me.text("/phone")).isEqualTo("199****" + lin.phone().substring(7));
        assertThat(me.text("/level")).isEqualTo("L3");
        assertThat(me.text("/language")).isEqualTo("zh-Hans");
        assertThat(me.text("/zone")).isEqualTo("Asia/Shanghai");
        assertThat(events(lin)).containsExactly("city.zhanqiao.resident.profile-changed.v1");
        assertThat(audit(lin)).containsExactly("resident.begin");
    }

    @Test
    void keepsNothingInClear() {
        Somebody lin = anybody().known();

        for (String clear : List.of(lin.name(), lin.number(), lin.phone())) {
            assertThat(place().texts("SELECT r::text FROM resident r").toString())
                    .doesNotContain(clear);
            assertThat(
                            place().count(
                                            "SELECT count(*) FROM resident WHERE position('%s'::text::bytea in coalesce(name, '') || coalesce(number, '') || coalesce(phone, '')) > 0"
                                                    .formatted(clear)))
                    .isZero();
            assertThat(place().texts("SELECT data::text FROM event").toString())
                    .doesNotContain(clear);
            assertThat(place().texts("SELECT a::text FROM audit a").toString())
                    .doesNotContain(clear);
        }
    }

    @Test
    void makesOneFileForFiftyFirstSightsAtOnce() throws Exception {
        Somebody lin = anybody();
        String token = lin.token();

        assertThat(fiftyTimes(() -> get(token, ME))).allMatch(reply -> reply.status() == 200);

        assertThat(
                        place().count(
                                        "SELECT count(*) FROM resident WHERE id = '"
                                                + lin.subject()
                                                + "'"))
                .isOne();
        assertThat(events(lin)).hasSize(1);
    }

    @Test
    void changesHowAResidentIsServed() {
        Somebody lin = anybody();
        String etag = get(lin.token(), ME).etag();

        Reply changed = put(lin.token(), ME, etag, ELDER);

        assertThat(changed.status()).isEqualTo(200);
        Reply me = get(lin.token(), ME);
        assertThat(me.etag()).isEqualTo(changed.etag()).isNotEqualTo(etag);
        assertThat(me.text("/language")).isEqualTo("en");
        assertThat(me.body().path("elderMode").asBoolean()).isTrue();
        assertThat(me.text("/homeDivision")).isEqualTo("370202001000");
        assertThat(
                        place().texts(
                                        "SELECT data ->> 'zone' FROM event WHERE subject = '%s' AND type LIKE '%%.profile-changed.v1' ORDER BY id"
                                                .formatted(lin.subject())))
                .containsExactly("Asia/Shanghai", "Asia/Tokyo");
        assertThat(audit(lin)).containsExactly("resident.begin", "resident.change");
    }

    @Test
    void letsOneOfFiftyChangesOfAVersionThrough() throws Exception {
        Somebody lin = anybody();
        String token = lin.token();
        String etag = get(token, ME).etag();

        List<Reply> replies = fiftyTimes(() -> put(token, ME, etag, ELDER));

        assertThat(replies.stream().filter(reply -> reply.status() == 200)).hasSize(1);
        assertThat(replies).allMatch(reply -> reply.status() == 200 || reply.status() == 412);
        assertThat(events(lin))
                .containsExactly(
                        "city.zhanqiao.resident.profile-changed.v1",
                        "city.zhanqiao.resident.profile-changed.v1",
                        "city.zhanqiao.resident.places-changed.v1");
    }

    @Test
    void refusesChangesThatAreNotWellFormed() {
        String lin = anybody().token();
        String etag = get(lin, ME).etag();

        assertThat(put(lin, ME, "", ELDER).status()).isEqualTo(428);
        assertThat(put(lin, ME, "\"v99\"", ELDER).status()).isEqualTo(412);
        assertThat(put(lin, ME, etag, "{\"language\":\"fr\",\"elderMode\":true}").pointers())
                .containsExactly("/language");
        assertThat(put(lin, ME, etag, "{\"language\":\"en\"}").pointers())
                .containsExactly("/elderMode");
        assertThat(put(lin, ME, etag, ELDER.replace("370202001000", "370299")).code())
                .isEqualTo("HOME_UNKNOWN");
        assertThat(put(lin, ME, etag, ELDER.replace("370202001000", "370211401000")).code())
                .isEqualTo("HOME_UNKNOWN");
        assertThat(put(lin, ME, etag, ELDER.replace("Asia/Tokyo", "Mars/Base")).code())
                .isEqualTo("ZONE_UNKNOWN");
        assertThat(get("", ME).status()).isEqualTo(401);
        assertThat(get(RunningResidents.clerk(), ME).status()).isIn(401, 403);
    }

    @Test
    void keepsInStepWithWhatTheIssuerVouchesFor() {
        Somebody lin = anybody();
        assertThat(get(lin.token(RealNameLevel.L1), ME).body().has("realName")).isFalse();

        Reply later = get(lin.token(RealNameLevel.L3, Instant.now().plusSeconds(1)), ME);
        assertThat(later.text("/level")).isEqualTo("L3");
        assertThat(later.text("/realName")).isNotEmpty();

        Reply earlier = get(lin.token(RealNameLevel.L1, Instant.now().minusSeconds(60)), ME);
        assertThat(earlier.text("/level")).isEqualTo("L3");
        assertThat(earlier.etag()).isEqualTo(later.etag());
    }

    @Test
    void refusesANumberThatAnotherLogInHas() {
        Somebody lin = anybody().known();

        Reply reply = get(lin.as("r-second-log-in").token(), ME);

        assertThat(reply.status()).isEqualTo(409);
        assertThat(reply.code()).isEqualTo("NUMBER_TAKEN");
        assertThat(place().count("SELECT count(*) FROM resident WHERE id = 'r-second-log-in'"))
                .isZero();
    }

    @Test
    void refusesAnotherNumberForAKnownLogIn() {
        Somebody lin = anybody().known();

        assertThat(get(anybody().as(lin.subject()).token(), ME).code()).isEqualTo("NUMBER_DIFFERS");
    }

    @Test
    void refusesALogInWhoseNumberIsNone() {
        Somebody lin = anybody();
        String wrong = lin.number().substring(0, 17) + (lin.number().endsWith("1") ? "2" : "1");

        Reply reply = get(new Somebody("r-wrong", lin.name(), wrong, lin.phone()).token(), ME);

        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.code()).isEqualTo("NUMBER_INVALID");
    }

    @Test
    void hasWordsForEveryProblem() {
        ProblemTexts.assertComplete(ResidentsProblem.class);
    }

    private static List<String> events(Somebody who) {
        return place().texts(
                        "SELECT type FROM event WHERE subject = '%s' ORDER BY id"
                                .formatted(who.subject()));
    }

    private static List<String> audit(Somebody who) {
        return place().texts(
                        "SELECT action FROM audit WHERE person = '%s' ORDER BY id"
                                .formatted(who.subject()));
    }
}
