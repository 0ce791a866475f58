package city.zhanqiao.notifications;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;

import static org.assertj.core.api.Assertions.assertThat;

import city.zhanqiao.notifications.push.FakeApple;

import com.eatthepath.pushy.apns.server.RejectionReason;

import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;

import java.util.UUID;

/** From an event to phones that Firebase does not reach. */
class OtherChannelsTest {

    private static final Town town = SharedTown.get();
    private static final FakeApple apple = SharedTown.APPLE;

    @Test
    void bringApplesPhonesTheNewsDirectly() {
        String me = "o-apple";
        town.registers(me, "phone-0001", "APNS", "APNS_TOKEN", "ee01");
        news(me);

        assertThat(town.outcomes(me)).containsExactly("ACCEPTED");
        FakeApple.Sent sent = apple.sentTo("ee01").getFirst();
        assertThat(sent.payload().at("/aps/alert/body").asString()).isEqualTo("您的申请有新进展，请打开应用查看。");
        assertThat(sent.payload().path("nid").asString()).isEqualTo(messageOf(me));
        assertThat(sent.collapseId())
                .isEqualTo(
                        town.place
                                .texts("SELECT tag FROM delivery WHERE resident = 'o-apple'")
                                .getFirst());
        assertThat(sent.payload().toString()).doesNotContain("370202", "社会保障卡", me);
        assertThat(
                        town.place.count(
                                "SELECT count(*) FROM delivery WHERE resident = 'o-apple' AND"
                                        + " provider_id IS NOT NULL"))
                .isEqualTo(1);
    }

    @Test
    void forgetAnApplePhoneWithoutTheAppAndKeepOneWhoseTokenIsOnlySaidToBeBad() {
        town.registers("o-gone", "phone-0001", "APNS", "APNS_TOKEN", "ee02");
        town.registers("o-bad", "phone-0001", "APNS", "APNS_TOKEN", "ee03");
        apple.refuses("ee02", RejectionReason.UNREGISTERED);
        apple.refuses("ee03", RejectionReason.BAD_DEVICE_TOKEN);
        news("o-gone");
        news("o-bad");

        assertThat(town.outcomes("o-gone")).containsExactly("INVALID:Unregistered");
        assertThat(town.outcomes("o-bad")).containsExactly("DEAD:BadDeviceToken");
        assertThat(devices("o-gone")).isZero();
        assertThat(devices("o-bad")).isEqualTo(1);
    }

    @Test
    void bringAVendorsPhonesTheNewsThroughTheCitysRelay() {
        String me = "o-vendor";
        town.registers(me, "phone-0001", "WEBHOOK", "WEBHOOK_ID", "vendor-phone-1");
        town.relay.answersOnce("vendor-phone-1", aResponse().withStatus(503));
        news(me);

        assertThat(town.outcomes(me)).containsExactly("ACCEPTED");
        assertThat(town.relay.sentTo("vendor-phone-1")).hasSize(2);
        FakeRelay.Sent sent = town.relay.sentTo("vendor-phone-1").getFirst();
        assertThat(sent.key()).isEqualTo(messageOf(me));
        assertThat(sent.authorization()).isEqualTo("Bearer relay-key");
        JsonNode order = sent.order();
        assertThat(order.path("title").asString()).isEqualTo("办件进展");
        assertThat(order.path("kind").asString()).isEqualTo("APPLICATION");
        assertThat(order.path("language").asString()).isEqualTo("zh-Hans");
        assertThat(order.path("urgent").asBoolean()).isTrue();
        assertThat(order.path("secondsToLive").asLong()).isPositive();
        assertThat(order.toString()).doesNotContain("370202", "社会保障卡", me);
        assertThat(town.relay.sentTo("vendor-phone-1").getLast().key()).isEqualTo(sent.key());
    }

    @Test
    void forgetAVendorsPhoneThatIsGone() {
        String me = "o-vendor-gone";
        town.registers(me, "phone-0001", "WEBHOOK", "WEBHOOK_ID", "vendor-phone-2");
        town.relay.answersOnce("vendor-phone-2", aResponse().withStatus(410));
        news(me);

        assertThat(town.outcomes(me)).containsExactly("INVALID:HTTP_410");
        assertThat(devices(me)).isZero();
    }

    @Test
    void sayWhichChannelIsSwitchedOff() {
        Town without = RoughTown.get();
        without.registers("o-off", "phone-0001", "APNS", "APNS_TOKEN", "ee04");
        without.hearsOf("applications", step("o-off"));

        assertThat(without.outcomes("o-off")).containsExactly("SKIPPED:PROVIDER_OFF");
        assertThat(without.titles("o-off")).hasSize(1);
    }

    private static void news(String resident) {
        town.hearsOf("applications", step(resident));
    }

    private static Happened step(String resident) {
        return Happened.caseStep("accepted", UUID.randomUUID().toString(), resident);
    }

    private static String messageOf(String resident) {
        return town.place
                .texts("SELECT id FROM inbox_item WHERE resident = '" + resident + "'")
                .getFirst();
    }

    private static long devices(String resident) {
        return town.place.count("SELECT count(*) FROM device WHERE resident = '" + resident + "'");
    }
}
