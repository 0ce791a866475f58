package city.zhanqiao.residents;

import static city.zhanqiao.residents.RunningResidents.clerk;
import static city.zhanqiao.residents.RunningResidents.delete;
import static city.zhanqiao.residents.RunningResidents.get;
import static city.zhanqiao.residents.RunningResidents.key;
import static city.zhanqiao.residents.RunningResidents.place;
import static city.zhanqiao.residents.RunningResidents.post;
import static city.zhanqiao.residents.RunningResidents.send;
import static city.zhanqiao.residents.RunningResidents.service;
import static city.zhanqiao.residents.SyntheticPeople.anybody;
import static city.zhanqiao.residents.SyntheticPeople.born;
import static city.zhanqiao.residents.SyntheticPeople.today;

import static org.assertj.core.api.Assertions.assertThat;

import city.zhanqiao.city.identity.RealNameLevel;
import city.zhanqiao.city.identity.Role;
import city.zhanqiao.residents.RunningResidents.Reply;
import city.zhanqiao.residents.RunningResidents.Somebody;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

class ProxyTest {

    private static final String PROXIES = "/api/v1/me/proxies";

    @Test
    void letsADaughterBookForHerFatherUntilHeTakesItBack() {
        Somebody father = born(LocalDate.of(1948, 6, 19)).known();
        Somebody daughter = anybody().known();

        Reply given = give(father, daughter, "booking:general");

        assertThat(given.status()).isEqualTo(201);
        assertThat(given.text("/agent/name")).startsWith("示*");
        Reply yes = check(daughter, father, "booking:general");
        assertThat(yes.body().path("allowed").asBoolean()).isTrue();
        assertThat(yes.text("/kind")).isEqualTo("PROXY");
        assertThat(yes.text("/proxyId")).isEqualTo(given.text("/id"));
        assertThat(get(daughter.token(), PROXIES).text("/received/0/principal/id"))
                .isEqualTo(father.subject());
        assertThat(get(father.token(), PROXIES).text("/given/0/standing")).isEqualTo("VALID");

        assertThat(
                        delete(father.token(RealNameLevel.L1), PROXIES + "/" + given.text("/id"))
                                .status())
                .isEqualTo(204);

        assertRefused(check(daughter, father, "booking:general"), "WITHDRAWN");
        assertThat(delete(father.token(), PROXIES + "/" + given.text("/id")).status())
                .isEqualTo(204);
        assertThat(
                        place().texts(
                                        "SELECT type FROM event WHERE data ->> 'proxyId' = '%s' ORDER BY id"
                                                .formatted(given.text("/id"))))
                .containsExactly(
                        "city.zhanqiao.resident.proxy-given.v1",
                        "city.zhanqiao.resident.proxy-ended.v1");
        assertThat(
                        place().texts(
                                        "SELECT person || ' ' || action FROM audit WHERE subject = '%s' ORDER BY id"
                                                .formatted(given.text("/id"))))
                .containsExactly(
                        father.subject() + " proxy.give",
                        daughter.subject() + " proxy.receive",
                        father.subject() + " proxy.end",
                        daughter.subject() + " proxy.end");
    }

    @Test
    void doesNotReachOtherMattersOrOtherPeople() {
        Somebody father = anybody().known();
        Somebody daughter = anybody().known();
        give(father, daughter, "booking:general");

        assertRefused(check(daughter, father, "item:social-card"), "OUTSIDE_AUTHORITY");
        assertRefused(check(father, daughter, "booking:general"), "NO_AUTHORITY");
        assertRefused(check(anybody(), father, "booking:general"), "NO_AUTHORITY");
        assertThat(check(father, father, "item:social-card").text("/kind")).isEqualTo("SELF");
        assertThat(check(father, father, "everything").status()).isEqualTo(422);
    }

    @Test
    void refusesAuthorityThatRanOutBetweenOpeningAndSubmitting() {
        Somebody father = anybody().known();
        Somebody daughter = anybody().known();
        String id = give(father, daughter, "item:social-card").text("/id");
        assertThat(check(daughter, father, "item:social-card").text("/kind")).isEqualTo("PROXY");

        age(id, 10);

        assertRefused(check(daughter, father, "item:social-card"), "EXPIRED");
        assertThat(get(father.token(), PROXIES).text("/given/0/standing")).isEqualTo("EXPIRED");
    }

    @Test
    void waitsForTheFirstDay() {
        Somebody father = anybody().known();
        Somebody daughter = anybody().known();
        String body =
                body(daughter, "item:social-card", today().plusDays(3))
                        .replace(
                                "\"until\"",
                                "\"from\":\"%s\",\"until\"".formatted(today().plusDays(2)));
        assertThat(post(father.token(), PROXIES, body).status()).isEqualTo(201);

        assertRefused(check(daughter, father, "item:social-card"), "NOT_YET_VALID");
    }

    @Test
    void refusesOnesOwnProxy() {
        Somebody father = anybody().known();

        Reply reply = give(father, father, "item:social-card");

        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.code()).isEqualTo("PROXY_OWN");
    }

    @Test
    void refusesACircleAlsoOverOthers() {
        Somebody one = anybody().known();
        Somebody two = anybody().known();
        Somebody three = anybody().known();
        assertThat(give(one, two, "item:social-card").status()).isEqualTo(201);
        String last = give(two, three, "booking:general").text("/id");

        assertThat(give(two, one, "item:other").code()).isEqualTo("PROXY_CYCLE");
        assertThat(give(three, one, "item:other").code()).isEqualTo("PROXY_CYCLE");
        delete(two.token(), PROXIES + "/" + last);
        assertThat(give(three, one, "item:other").status()).isEqualTo(201);
    }

    @Test
    void lacksACircleWhenBothGiveAtOnce() throws Exception {
        for (int round = 0; round < 5; round++) {
            Somebody one = anybody().known();
            Somebody two = anybody().known();
            List<Reply> replies = new ArrayList<>();
            try (ExecutorService both = Executors.newVirtualThreadPerTaskExecutor()) {
                Future<Reply> there = both.submit(() -> give(one, two, "item:social-card"));
                Future<Reply> back = both.submit(() -> give(two, one, "item:social-card"));
                replies.add(there.get());
                replies.add(back.get());
            }
            assertThat(replies.stream().map(Reply::status)).containsExactlyInAnyOrder(201, 409);
        }
    }

    @Test
    void tellsNothingAboutPeopleWhoseNameOrNumberIsHalfKnown() {
        Somebody father = anybody().known();
        Somebody known = anybody().known();

        Reply unknown = give(father, anybody(), "item:social-card");
        Reply half = give(father, known.named("别人"), "item:social-card");

        assertThat(unknown.code()).isEqualTo("AGENT_UNKNOWN");
        assertThat(half.status()).isEqualTo(unknown.status());
        assertThat(half.body()).isEqualTo(unknown.body());
    }

    @Test
    void refusesAgentsUnderAgeAndBadTerms() {
        Somebody father = anybody().known();
        Somebody young = born(today().minusYears(18).plusDays(1)).known();
        Somebody daughter = anybody().known();

        assertThat(give(father, young, "item:social-card").code()).isEqualTo("AGENT_UNDER_AGE");
        for (LocalDate until : List.of(today().minusDays(1), today().plusYears(3).plusDays(1))) {
            Reply reply = post(father.token(), PROXIES, body(daughter, "item:social-card", until));
            assertThat(reply.code()).isEqualTo("TERM_INVALID");
            assertThat(reply.pointers()).containsExactly("/until");
        }
        assertThat(give(father, daughter, "item:*").pointers()).containsExactly("/items/0");
        Somebody wrong = new Somebody("r-none", "示例", "370202190001010013", "19900000000");
        assertThat(give(father, wrong, "item:social-card").pointers())
                .containsExactly("/agent/residentNumber");
    }

    @Test
    void asksForAFreshLiveCheckBeforeGivingOnly() {
        Somebody father = anybody().known();
        Somebody daughter = anybody().known();
        String body = body(daughter, "item:social-card", today().plusDays(9));

        assertThat(post(father.token(RealNameLevel.L2), PROXIES, body).code())
                .isEqualTo("REAL_NAME_LEVEL_TOO_LOW");
        String stale = father.token(RealNameLevel.L3, Instant.now().minusSeconds(16 * 60));
        assertThat(post(stale, PROXIES, body).code()).isEqualTo("REAL_NAME_CHECK_NOT_FRESH");
    }

    @Test
    void hidesTheProxiesOfOthers() {
        Somebody father = anybody().known();
        Somebody daughter = anybody().known();
        String id = give(father, daughter, "item:social-card").text("/id");

        Reply foreign = delete(anybody().known().token(), PROXIES + "/" + id);

        assertThat(foreign.status()).isEqualTo(404);
        assertThat(check(daughter, father, "item:social-card").text("/kind")).isEqualTo("PROXY");
        assertThat(delete(daughter.token(), PROXIES + "/" + id).status()).isEqualTo(204);
        assertRefused(check(daughter, father, "item:social-card"), "WITHDRAWN");
    }

    @Test
    void givesOnceForOneKey() {
        Somebody father = anybody().known();
        String body = body(anybody().known(), "item:social-card", today().plusDays(9));
        String key = key();

        String first = post(father.token(), PROXIES, key, body).text("/id");

        assertThat(post(father.token(), PROXIES, key, body).text("/id")).isEqualTo(first);
        assertThat(get(father.token(), PROXIES).body().path("given").size()).isOne();
        assertThat(post(father.token(), PROXIES, "", body).code())
                .isEqualTo("IDEMPOTENCY_KEY_MISSING");
    }

    @Test
    void isRecordedAtAWindowWithTheProof() {
        Somebody father = anybody();
        Somebody daughter = anybody();
        String body =
                """
                {"principal": %s, "agent": %s, "items": ["item:elder-card"], "until": "%s",
                 "proof": {"kind": "NOTARISED", "reference": "(2026)鲁青证字第1号"}}
                """
                        .formatted(father.document(), daughter.document(), today().plusDays(30));
        String path = "/admin/v1/residents/proxies";

        Reply given = post(clerk(), path, body);

        assertThat(given.status()).isEqualTo(201);
        assertThat(given.text("/channel")).isEqualTo("WINDOW");
        get(father.token(), "/api/v1/me");
        get(daughter.token(), "/api/v1/me");
        assertThat(check(daughter, father, "item:elder-card").text("/kind")).isEqualTo("PROXY");
        assertThat(
                        place().count(
                                        "SELECT count(*) FROM proxy WHERE"
                                                + " position('鲁青证字'::text::bytea in proof) > 0"))
                .isZero();
        assertThat(post(clerk(), path, body.replaceFirst(", *\\R *\"proof\".*", "}")).pointers())
                .containsExactly("/proof");
        assertThat(post(RunningResidents.staff("s-rev", Role.REVIEWER), path, body).status())
                .isEqualTo(403);

        String withdrawal = path + "/" + given.text("/id") + "/withdrawal";
        assertThat(post(clerk(), withdrawal, "").text("/standing")).isEqualTo("ENDED");
        assertRefused(check(daughter, father, "item:elder-card"), "WITHDRAWN");
    }

    private static void age(String proxy, int days) {
        place().execute(
                        "UPDATE proxy SET valid_from = valid_from - %1$d, valid_until = valid_until - %1$d WHERE id = '%2$s'"
                                .formatted(days, proxy));
    }

    static Reply give(Somebody principal, Somebody agent, String item) {
        return post(principal.token(), PROXIES, body(agent, item, today().plusDays(9)));
    }

    private static String body(Somebody agent, String item, LocalDate until) {
        return "{\"agent\":%s,\"items\":[\"%s\"],\"until\":\"%s\"}"
                .formatted(agent.document(), item, until);
    }

    static Reply check(Somebody agent, Somebody principal, String purpose) {
        return send(
                service(),
                "POST",
                "/internal/v1/authority-checks",
                "",
                "",
                "{\"agentId\":\"%s\",\"principalId\":\"%s\",\"purpose\":\"%s\"}"
                        .formatted(agent.subject(), principal.subject(), purpose));
    }

    static void assertRefused(Reply reply, String reason) {
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body().path("allowed").asBoolean()).isFalse();
        assertThat(reply.text("/reason")).isEqualTo(reason);
        assertThat(reply.body().has("kind")).isFalse();
    }
}
