package city.zhanqiao.notifications;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import city.zhanqiao.city.identity.Role;
import city.zhanqiao.notifications.Town.Reply;

import org.junit.jupiter.api.Test;

import java.util.UUID;

/** How staff see that messages arrive, and which words they carry. */
class ProofTest {

    private static final Town town = SharedTown.get();
    private static final String writer = Town.staff("s-writer", Role.PUBLISHER);

    @Test
    void proveEachDeliveryAndSendDeadOnesAgain() {
        String me = "k-proof";
        town.registers(me, "phone-0001", "zhanqiao-test:refused");
        town.registers(me, "phone-0002", "zhanqiao-test:accepted");
        town.hearsOf("applications", Happened.caseStep("accepted", id(), me));
        assertThat(town.outcomes(me)).containsExactlyInAnyOrder("DEAD:REHEARSED", "ACCEPTED");
        String admin = Town.staff("s-admin", Role.SYSTEM_ADMIN);
        Reply list = town.get(admin, "/admin/v1/deliveries?resident=" + me + "&state=DEAD");
        assertThat(list.body().path("items")).hasSize(1);
        assertThat(list.body().toString()).doesNotContain("zhanqiao-test", "370202-");
        String dead = list.body().at("/items/0/id").asString();

        Reply again = retry(admin, dead);
        assertThat(again.status()).isEqualTo(200);
        assertThat(town.outcomes(me)).contains("DEAD:REHEARSED");
        assertThat(town.place.count("SELECT attempt FROM delivery WHERE id = '" + dead + "'"))
                .isEqualTo(2);
        assertThat(retry(admin, UUID.randomUUID().toString()).code())
                .isEqualTo("DELIVERY_NOT_FOUND");
        assertThat(
                        town.get(admin, "/admin/v1/deliveries/hours?hours=2")
                                .body()
                                .at("/items/0/messages")
                                .asInt())
                .isPositive();
        assertThat(town.get(writer, "/admin/v1/deliveries").status()).isEqualTo(403);
        assertThat(
                        town.place.count(
                                "SELECT count(*) FROM audit WHERE action = 'delivery.read' AND"
                                        + " person = 'k-proof'"))
                .isEqualTo(1);
    }

    @Test
    void singInEachLane() {
        await().atMost(Town.SOON)
                .untilAsserted(() ->
                        assertThat(
                                        town.place.texts(
                                                "SELECT DISTINCT lane FROM delivery WHERE topic ="
                                                        + " 'canary' AND state = 'ACCEPTED'"))
                                .containsExactlyInAnyOrder("0", "1", "2"));
    }

    @Test
    void letStaffReadTheWords() {
        Reply preview = town.get(writer, "/admin/v1/templates/booking.confirmed");
        assertThat(preview.body().path("words")).hasSize(2);
        assertThat(preview.body().toString()).contains("〔reference〕", "1月2日09:30", "2 Jan, 09:30");
        assertThat(town.get(writer, "/admin/v1/templates/no.such").code())
                .isEqualTo("TEMPLATE_NOT_FOUND");
    }

    private static Reply retry(String staff, String delivery) {
        return town.send(
                staff,
                "POST",
                "/admin/v1/deliveries/" + delivery + "/retry",
                "",
                "Idempotency-Key",
                Town.key());
    }

    private static String id() {
        return UUID.randomUUID().toString();
    }
}
