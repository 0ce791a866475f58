package city.zhanqiao.residents;

import static city.zhanqiao.residents.RunningResidents.key;
import static city.zhanqiao.residents.RunningResidents.place;
import static city.zhanqiao.residents.RunningResidents.send;
import static city.zhanqiao.residents.RunningResidents.service;
import static city.zhanqiao.residents.SyntheticPeople.anybody;

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

    /** The instance with the new key works on the rows that the old instance has written. */
    @Test
    void sealsOldRowsAnewWhileLookUpsStayRight() {
        List<Somebody> people = Stream.generate(() -> anybody().known()).limit(20).toList();
        ConfigurableApplicationContext renewed =
                RunningResidents.start(Map.of("zhanqiao.encryption.active-key", "k2"));
        try {
            String base = RunningResidents.base(renewed);
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
            await().atMost(Duration.ofSeconds(30)).until(() -> sealedWithTheOldKey(people) == 0);
            for (Somebody who : people) {
                Reply me = send(base, who.token(), "GET", "/api/v1/me", "", "", "");
                assertThat(me.text("/residentNumber")).endsWith(who.number().substring(14));
            }
        } finally {
            renewed.close();
        }
    }

    private static long sealedWithTheOldKey(List<Somebody> people) {
        return place().count(
                        "SELECT count(*) FROM resident WHERE position('k1'::bytea in substring(number from 1 for 4)) > 0 AND id IN ('%s')"
                                .formatted(
                                        String.join(
                                                "','",
                                                people.stream().map(Somebody::subject).toList())));
    }
}
