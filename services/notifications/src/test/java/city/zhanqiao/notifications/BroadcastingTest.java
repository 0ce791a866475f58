package city.zhanqiao.notifications;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import city.zhanqiao.notifications.Town.Reply;

import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;

import java.util.UUID;

/** What the services whose news is broadcast are told of it: figures, and only they. */
class BroadcastingTest {

    private static final Town town = SharedTown.get();
    private static final String NOTICES = Town.ISSUER.serviceToken("notices");
    private static final String STREET = "370215001000";

    @Test
    void countsWhomItWouldConcernAndSaysWhatCameOfIt() {
        for (int number = 1; number <= 3; number++) {
            String resident = "k-figures-" + number;
            town.hearsOf("residents", Happened.places(resident, STREET));
            town.registers(resident, "phone-0001", resident + "-phone");
        }
        String question =
                "{\"divisions\": [\"%s\"], \"topics\": [], \"groups\": []}".formatted(STREET);
        // Events of other tests may still be on their way before these.
        await().atMost(Town.SOON).until(() -> asked(question).path("residents").asLong() == 3);
        assertThat(asked(question).path("devices").asLong()).isEqualTo(3);
        String topic = question.replace("\"topics\": []", "\"topics\": [\"none\"]");
        assertThat(asked(topic).path("residents").asLong()).isZero();

        String notice = UUID.randomUUID().toString();
        town.hearsOf("notices", Happened.notice("published", notice, false, STREET, "停水"));
        town.hearsOf("notices", Happened.notice("withdrawn", notice, false, STREET, "停水"));
        String path = "/internal/v1/broadcasts?subject=notice:" + notice;
        await().atMost(Town.SOON).until(() -> accepted(town.get(NOTICES, path)) >= 3);
        JsonNode told = town.get(NOTICES, path).body().path("items");
        assertThat(told.at("/0/words").asString()).isEqualTo("notice.withdrawn");
        assertThat(told.at("/0/residents").asLong()).isEqualTo(3);
        assertThat(told.at("/1/words").asString()).isEqualTo("notice.published");
        assertThat(told.toString()).doesNotContain("k-figures");
        assertThat(town.get(Town.resident("k-figures-1"), path).status()).isIn(401, 403);
    }

    private static JsonNode asked(String question) {
        Reply counted = town.send(NOTICES, "POST", "/internal/v1/audiences", question);
        assertThat(counted.status()).as(counted.body().toString()).isEqualTo(200);
        return counted.body();
    }

    private static long accepted(Reply reply) {
        return reply.body().at("/items/0/accepted").asLong();
    }
}
