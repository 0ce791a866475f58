package city.zhanqiao.notifications;

import static org.assertj.core.api.Assertions.assertThat;

import city.zhanqiao.notifications.Town.Reply;

import org.junit.jupiter.api.Test;

import java.util.UUID;

/** What the service holds about one person, for that person. */
class ExportTest {

    private static final Town town = SharedTown.get();

    @Test
    void givesEverythingInClearAndOnlyToServices() {
        String me = "x-export";
        town.registers(me, "phone-0001", "zhanqiao-test:accepted");
        town.hearsOf(
                "applications", Happened.caseStep("accepted", UUID.randomUUID().toString(), me));
        town.outcomes(me);

        Reply export =
                town.get(Town.ISSUER.serviceToken("residents"), "/internal/v1/exports/" + me);
        assertThat(export.body().toString())
                .contains("370202-20261124-000001", "zhanqiao-test:accepted", "ACCEPTED");
        assertThat(
                        export.body()
                                .path("sections")
                                .valueStream()
                                .map(one -> one.path("name").asString()))
                .contains("messages", "devices", "notification-preferences", "deliveries");
        assertThat(town.get(Town.resident(me), "/internal/v1/exports/" + me).status())
                .isIn(401, 403);
    }
}
