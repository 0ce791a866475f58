package city.zhanqiao.residents;

import static city.zhanqiao.residents.ProxyTest.assertRefused;
import static city.zhanqiao.residents.ProxyTest.check;
import static city.zhanqiao.residents.RunningResidents.clerk;
import static city.zhanqiao.residents.RunningResidents.get;
import static city.zhanqiao.residents.RunningResidents.place;
import static city.zhanqiao.residents.RunningResidents.post;
import static city.zhanqiao.residents.SyntheticPeople.anybody;
import static city.zhanqiao.residents.SyntheticPeople.born;
import static city.zhanqiao.residents.SyntheticPeople.today;

import static org.assertj.core.api.Assertions.assertThat;

import city.zhanqiao.residents.RunningResidents.Reply;
import city.zhanqiao.residents.RunningResidents.Somebody;

import org.junit.jupiter.api.Test;

class GuardianshipTest {

    private static final String PATH = "/admin/v1/residents/guardianships";

    @Test
    void letsAMotherActForHerInfantInEveryMatter() {
        Somebody mother = anybody().known();
        Somebody infant = born(today().minusDays(20));

        Reply recorded = record(mother, infant);

        assertThat(recorded.status()).isEqualTo(201);
        String child = recorded.text("/child");
        assertThat(child).startsWith("w-");
        Somebody known = infant.as(child);
        assertThat(check(mother, known, "item:social-card").text("/kind")).isEqualTo("GUARDIAN");
        assertThat(check(mother, known, "booking:general").text("/kind")).isEqualTo("GUARDIAN");
        assertRefused(check(anybody().known(), known, "item:social-card"), "NO_AUTHORITY");
        Reply mine = get(mother.token(), "/api/v1/me/proxies");
        assertThat(mine.text("/children/0/child/id")).isEqualTo(child);
        assertThat(mine.text("/children/0/endsOn"))
                .isEqualTo(today().minusDays(20).plusYears(14).toString());
        assertThat(
                        place().count(
                                        "SELECT count(*) FROM audit WHERE action = 'guardianship.record' AND person IN ('%s', '%s')"
                                                .formatted(mother.subject(), child)))
                .isEqualTo(2);
    }

    @Test
    void endsOnTheFourteenthBirthday() {
        Somebody mother = anybody().known();

        Reply lastDay = record(mother, born(today().minusYears(14).plusDays(1)));
        assertThat(lastDay.status()).isEqualTo(201);
        Reply birthday = record(mother, born(today().minusYears(14)));
        assertThat(birthday.status()).isEqualTo(422);
        assertThat(birthday.code()).isEqualTo("CHILD_TOO_OLD");
        assertThat(birthday.pointers()).containsExactly("/child");
    }

    @Test
    void isWorthNothingOnceTheChildIsFourteen() {
        Somebody mother = anybody().known();
        Somebody grown = born(today().minusYears(15)).known();
        place().execute(
                        """
                        INSERT INTO guardianship (guardian, child, proof_kind, proof, recorded_by, recorded_at)
                        VALUES ('%s', '%s', 'BIRTH_CERTIFICATE', 'x', 's-clerk', now() - interval '3 years')
                        """
                                .formatted(mother.subject(), grown.subject()));

        assertRefused(check(mother, grown, "item:social-card"), "CHILD_IS_14");
        ProxyTest.give(grown, mother, "item:social-card");
        assertThat(check(mother, grown, "item:social-card").text("/kind")).isEqualTo("PROXY");
    }

    @Test
    void isRecordedOnceAndEnded() {
        Somebody mother = anybody().known();
        Somebody infant = born(today().minusDays(40));
        Reply recorded = record(mother, infant);

        assertThat(record(mother, infant).code()).isEqualTo("GUARDIANSHIP_KNOWN");
        assertThat(record(infant, infant).code()).isEqualTo("PROXY_OWN");
        String end = PATH + "/" + recorded.text("/id") + "/end";
        assertThat(post(clerk(), end, "").status()).isEqualTo(200);
        assertThat(post(clerk(), end, "").status()).isEqualTo(404);
        assertRefused(
                check(mother, infant.as(recorded.text("/child")), "item:social-card"),
                "NO_AUTHORITY");
    }

    @Test
    void seesTakesAlongAndCorrectsWhatTheCityHoldsOfTheChild() {
        Somebody mother = anybody().known();
        Somebody stranger = anybody().known();
        Reply recorded = record(mother, born(today().minusDays(30)));
        String child = recorded.text("/child");
        String requests = "/api/v1/me/data-requests";
        String export = "{\"kind\":\"EXPORT\",\"actingFor\":\"%s\"}".formatted(child);
        String log = "/api/v1/me/access-log?actingFor=" + child;

        assertThat(post(stranger.token(), requests, export).code()).isEqualTo("NOT_GUARDIAN");
        assertThat(post(stranger.token(), requests, export.replace("EXPORT", "DELETION")).status())
                .isIn(422, 503);
        assertThat(get(stranger.token(), log).code()).isEqualTo("NOT_GUARDIAN");
        Reply asked = post(mother.token(), requests, export);
        assertThat(asked.status()).isEqualTo(201);
        assertThat(asked.text("/residentId")).isEqualTo(child);
        String path = requests + "/" + asked.text("/id");
        assertThat(get(mother.token(), path).status()).isEqualTo(200);
        assertThat(get(mother.token(), log).body().path("items").valueStream())
                .extracting(row -> row.path("action").asString())
                .contains("guardianship.record", "data-request.export");
        assertThat(
                        post(
                                        mother.token(),
                                        requests,
                                        """
                                        {"kind": "CORRECTION", "actingFor": "%s",
                                         "correction": {"field": "PHONE", "value": "19900000012"}}
                                        """
                                                .formatted(child))
                                .text("/state"))
                .isEqualTo("OPEN");
        assertThat(
                        place().texts(
                                        "SELECT DISTINCT acting_for FROM audit WHERE actor = '%s' AND action LIKE 'data-request.%%'"
                                                .formatted(mother.subject())))
                .containsExactly(child);

        post(clerk(), PATH + "/" + recorded.text("/id") + "/end", "");

        assertThat(get(mother.token(), path).status()).isEqualTo(404);
        assertThat(get(mother.token(), path + "/archive").status()).isEqualTo(404);
        assertThat(get(mother.token(), log).code()).isEqualTo("NOT_GUARDIAN");
    }

    private static Reply record(Somebody guardian, Somebody child) {
        return post(
                clerk(),
                PATH,
                """
                {"guardian": %s, "child": %s,
                 "proof": {"kind": "BIRTH_CERTIFICATE", "reference": "X370000001"}}
                """
                        .formatted(guardian.document(), child.document()));
    }
}
