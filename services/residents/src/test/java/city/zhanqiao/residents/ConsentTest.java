package city.zhanqiao.residents;

import static city.zhanqiao.residents.RunningResidents.clerk;
import static city.zhanqiao.residents.RunningResidents.delete;
import static city.zhanqiao.residents.RunningResidents.fiftyTimes;
import static city.zhanqiao.residents.RunningResidents.get;
import static city.zhanqiao.residents.RunningResidents.place;
import static city.zhanqiao.residents.RunningResidents.post;
import static city.zhanqiao.residents.SyntheticPeople.anybody;
import static city.zhanqiao.residents.SyntheticPeople.born;
import static city.zhanqiao.residents.SyntheticPeople.today;

import static org.assertj.core.api.Assertions.assertThat;

import city.zhanqiao.city.identity.RealNameLevel;
import city.zhanqiao.residents.RunningResidents.Reply;
import city.zhanqiao.residents.RunningResidents.Somebody;

import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;

import java.util.List;

class ConsentTest {

    private static final String CONSENTS = "/api/v1/me/consents";

    @Test
    void isGivenForOneTextAndTakenBackAsEasily() {
        Somebody lin = anybody();
        String token = lin.token();

        Reply given = give(token, text(token, "material-reuse"), "");

        assertThat(given.status()).isEqualTo(201);
        assertThat(given.text("/recipient")).isEqualTo("government-services");
        String path = CONSENTS + "/" + given.text("/id");
        assertThat(delete(lin.token(RealNameLevel.L1), path).status()).isEqualTo(204);
        assertThat(delete(token, path).status()).isEqualTo(204);
        Reply history = get(token, CONSENTS);
        assertThat(history.body().path("consents").size()).isOne();
        assertThat(history.text("/consents/0/withdrawnAt")).isNotEmpty();
        assertThat(
                        place().texts(
                                        "SELECT type FROM event WHERE data ->> 'consentId' = '%s' ORDER BY id"
                                                .formatted(given.text("/id"))))
                .containsExactly(
                        "city.zhanqiao.resident.consent-given.v1",
                        "city.zhanqiao.resident.consent-withdrawn.v1");
        assertThat(give(token, text(token, "material-reuse"), "").status()).isEqualTo(201);
    }

    @Test
    void standsOnceHoweverManyAgreeAtOnce() throws Exception {
        String token = anybody().token();
        JsonNode text = text(token, "prefill-tax");

        List<Reply> replies = fiftyTimes(() -> give(token, text, ""));

        assertThat(replies.stream().filter(reply -> reply.status() == 201)).hasSize(1);
        assertThat(replies)
                .allMatch(reply ->
                        reply.status() == 201 || reply.code().equals("CONSENT_GIVEN_ALREADY"));
    }

    @Test
    void isSeparateForEachRecipient() {
        String token = anybody().token();
        give(token, text(token, "prefill-tax"), "");

        Reply other = give(token, text(token, "bank-account"), "");

        assertThat(other.status()).isEqualTo(201);
        assertThat(other.body().path("sensitive").asBoolean()).isTrue();
        assertThat(get(token, CONSENTS).body().path("consents").size()).isEqualTo(2);
    }

    @Test
    void refusesUnknownOldAndOtherTexts() {
        String token = anybody().token();
        String hash = text(token, "material-reuse").path("textHash").asString();

        assertThat(give(token, "nothing", 1, hash, "").code()).isEqualTo("CONSENT_TEXT_UNKNOWN");
        assertThat(give(token, "material-reuse", 99, hash, "").code())
                .isEqualTo("CONSENT_TEXT_UNKNOWN");
        assertThat(give(token, "material-reuse", 1, hash, "").code())
                .isEqualTo("CONSENT_TEXT_OUTDATED");
        String other = text(token, "prefill-tax").path("textHash").asString();
        assertThat(give(token, "material-reuse", 2, other, "").code())
                .isEqualTo("CONSENT_TEXT_DIFFERS");
        assertThat(get(token, CONSENTS).body().path("consents").size()).isZero();
    }

    @Test
    void isGivenForAChildByTheGuardianOnly() {
        Somebody mother = anybody().known();
        Somebody child = born(today().minusYears(6)).known();
        String token = mother.token();
        JsonNode text = text(token, "child-data");
        String acting = ",\"actingFor\":\"%s\"".formatted(child.subject());

        assertThat(give(child.token(), text, "").code()).isEqualTo("CONSENT_NEEDS_GUARDIAN");
        assertThat(give(token, text, acting).code()).isEqualTo("NOT_GUARDIAN");
        post(
                clerk(),
                "/admin/v1/residents/guardianships",
                "{\"guardian\":%s,\"child\":%s,\"proof\":{\"kind\":\"HOUSEHOLD_REGISTER\",\"reference\":\"1\"}}"
                        .formatted(mother.document(), child.document()));

        Reply given = give(token, text, acting);

        assertThat(given.status()).isEqualTo(201);
        assertThat(given.text("/resident")).isEqualTo(child.subject());
        assertThat(given.text("/actor")).isEqualTo(mother.subject());
        assertThat(
                        place().texts(
                                        "SELECT actor || ' for ' || acting_for FROM audit WHERE subject = '%s'"
                                                .formatted(given.text("/id"))))
                .containsExactly(mother.subject() + " for " + child.subject());
        String path = CONSENTS + "/" + given.text("/id");
        assertThat(delete(anybody().known().token(), path).status()).isEqualTo(404);
        assertThat(delete(token, path).status()).isEqualTo(204);
    }

    private static JsonNode text(String token, String code) {
        return get(token, CONSENTS)
                .body()
                .path("texts")
                .valueStream()
                .filter(text -> text.path("code").asString().equals(code))
                .findFirst()
                .orElseThrow();
    }

    private static Reply give(String token, JsonNode text, String more) {
        return give(
                token,
                text.path("code").asString(),
                text.path("version").asInt(),
                text.path("textHash").asString(),
                more);
    }

    private static Reply give(String token, String code, int version, String hash, String more) {
        return post(
                token,
                CONSENTS,
                "{\"text\":\"%s\",\"version\":%d,\"textHash\":\"%s\",\"language\":\"zh-Hans\"%s}"
                        .formatted(code, version, hash, more));
    }
}
