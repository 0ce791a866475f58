package city.zhanqiao.residents;

import static city.zhanqiao.residents.RunningResidents.clerk;
import static city.zhanqiao.residents.RunningResidents.key;
import static city.zhanqiao.residents.RunningResidents.place;
import static city.zhanqiao.residents.RunningResidents.post;
import static city.zhanqiao.residents.RunningResidents.send;
import static city.zhanqiao.residents.RunningResidents.service;
import static city.zhanqiao.residents.SyntheticPeople.anybody;
import static city.zhanqiao.residents.SyntheticPeople.today;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import city.zhanqiao.residents.RunningResidents.Reply;
import city.zhanqiao.residents.RunningResidents.Somebody;

import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

class KeyRotationTest {

    /** The first bytes of what the first key has sealed: suite, length, name of the key. */
    private static final String MARK = "'\\x01026b31'::bytea";

    /** The instance with the new key works on the rows that the old instance has written. */
    @Test
    void sealsOldRowsAnewWhileLookUpsStayRight() {
        List<Somebody> people = Stream.generate(() -> anybody().known()).limit(20).toList();
        giveWithProof(people.get(0), people.get(1));
        assertThat(columnsWithTheOldKey())
                .contains("resident.name", "resident.number", "resident.phone")
                .contains("proxy.proof", "idempotency.answer");
        ConfigurableApplicationContext renewed =
                RunningResidents.start(Map.of("zhanqiao.encryption.active-key", "k2"));
        try {
            String base = RunningResidents.base(renewed);
            await().atMost(Duration.ofSeconds(30))
                    .pollInSameThread()
                    .untilAsserted(() -> {
                        assertFoundByTheirNumbers(base, people);
                        assertThat(columnsWithTheOldKey()).isEmpty();
                    });
            assertFoundByTheirNumbers(base, people);
            for (Somebody who : people) {
                Reply me = send(base, who.token(), "GET", "/api/v1/me", "", "", "");
                assertThat(me.text("/residentNumber")).endsWith(who.number().substring(14));
            }
        } finally {
            renewed.close();
        }
    }

    private static void giveWithProof(Somebody principal, Somebody agent) {
        Reply given =
                post(
                        clerk(),
                        "/admin/v1/residents/proxies",
                        """
                        {"principal": %s, "agent": %s, "items": ["item:elder-card"], "until": "%s",
                         "proof": {"kind": "NOTARISED", "reference": "2026-1"}}
                        """
                                .formatted(
                                        principal.document(),
                                        agent.document(),
                                        today().plusDays(30)));
        assertThat(given.status()).isEqualTo(201);
    }

    private static void assertFoundByTheirNumbers(String base, List<Somebody> people) {
        for (Somebody who : people) {
            Reply found =
                    send(
                            base,
                            service(),
                            "POST",
                            "/internal/v1/identifications",
                            key(),
                            "",
                            who.document());
            assertThat(found.text("/residentId")).isEqualTo(who.subject());
        }
    }

    /** In which columns of the whole database there is still something that the old key sealed. */
    private static List<String> columnsWithTheOldKey() {
        return place()
                .texts(
                        """
                        SELECT table_name || '.' || column_name FROM information_schema.columns
                         WHERE table_schema = 'public' AND data_type = 'bytea'
                        """)
                .stream()
                .filter(column -> sealedWithTheOldKey(column.split("\\.", -1)) > 0)
                .toList();
    }

    private static long sealedWithTheOldKey(String[] column) {
        return place().count(
                        "SELECT count(*) FROM %1$s WHERE substring(%2$s FROM 1 FOR 4) = %3$s"
                                .formatted(column[0], column[1], MARK));
    }
}
