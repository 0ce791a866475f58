package city.zhanqiao.notifications;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import city.zhanqiao.notifications.FakeFirebase.Sent;

import com.github.tomakehurst.wiremock.http.Fault;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** What Firebase and the machines do on bad days, one at a time. */
class BadDaysTest {

    private static final Town town = RoughTown.get();

    @Test
    void sendsAgainAfterA503() {
        String me = registered("busy");
        town.firebase.answersOnce("busy", FakeFirebase.error(503, "UNAVAILABLE", "UNAVAILABLE"));
        news(me);

        awaitState(me, "ACCEPTED");
        assertThat(town.firebase.sentTo("busy")).hasSize(2);
    }

    @Test
    void waitsAsLongAsA503Asks() {
        String me = registered("busy-long");
        town.firebase.answersOnce(
                "busy-long",
                FakeFirebase.error(503, "UNAVAILABLE", "UNAVAILABLE")
                        .withHeader("Retry-After", "90"));
        news(me);

        awaitState(me, "RETRY");
        assertThat(
                        town.place.count(
                                "SELECT extract(epoch FROM not_before - now()) FROM delivery WHERE"
                                        + " resident = '"
                                        + me
                                        + "'"))
                .isBetween(80L, 90L);
        town.place.execute("UPDATE delivery SET not_before = now() WHERE resident = '" + me + "'");
        awaitState(me, "ACCEPTED");
    }

    @Test
    void sendsAgainAfterA500AndAReset() {
        String broken = registered("broken");
        String reset = registered("reset");
        town.firebase.answersOnce("broken", FakeFirebase.error(500, "INTERNAL", "INTERNAL"));
        town.firebase.answersOnce("reset", aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER));
        news(broken);
        news(reset);

        awaitState(broken, "ACCEPTED");
        awaitState(reset, "ACCEPTED");
        assertThat(town.firebase.sentTo("broken")).hasSize(2);
        assertSameTag("reset", 2);
    }

    @Test
    void removesAnAddressThatLeadsNowhere() {
        String unregistered = registered("unregistered");
        String mismatch = registered("mismatch");
        town.firebase.answers("unregistered", FakeFirebase.error(404, "NOT_FOUND", "UNREGISTERED"));
        town.firebase.answers(
                "mismatch", FakeFirebase.error(403, "PERMISSION_DENIED", "SENDER_ID_MISMATCH"));
        news(unregistered);
        news(mismatch);

        awaitState(unregistered, "INVALID");
        awaitState(mismatch, "INVALID");
        assertThat(devices(unregistered)).isZero();
        assertThat(devices(mismatch)).isZero();
        assertThat(reason(mismatch)).isEqualTo("SENDER_ID_MISMATCH");
    }

    @Test
    void keepsAnAddressWhenTheMessageIsRefused() {
        String me = registered("invalid");
        town.firebase.answers(
                "invalid", FakeFirebase.error(400, "INVALID_ARGUMENT", "INVALID_ARGUMENT"));
        news(me);

        awaitState(me, "DEAD");
        assertThat(reason(me)).isEqualTo("INVALID_ARGUMENT");
        assertThat(devices(me)).isEqualTo(1);
        assertThat(town.firebase.sentTo("invalid")).hasSize(1);
    }

    @Test
    void sendsAgainUnderTheSameTagWhenNobodyKnowsWhetherItArrived() {
        String nameless = registered("nameless");
        String hanging = registered("hanging");
        String odd = registered("odd");
        String html = registered("html");
        town.firebase.answersOnce("nameless", okJson("{}"));
        town.firebase.answersOnce("hanging", FakeFirebase.well().withFixedDelay(2500));
        town.firebase.answersOnce("odd", FakeFirebase.error(418, "TEAPOT", "TEAPOT"));
        town.firebase.answersOnce(
                "html",
                aResponse()
                        .withStatus(502)
                        .withHeader("Content-Type", "text/html")
                        .withBody("<html>Bad gateway</html>"));
        List.of(nameless, hanging, odd, html).forEach(BadDaysTest::news);

        for (String me : List.of(nameless, hanging, odd, html)) {
            awaitState(me, "ACCEPTED");
        }
        for (String token : List.of("nameless", "hanging", "odd", "html")) {
            assertSameTag(token, 2);
        }
    }

    @Test
    void givesUpAfterTheTriesOfTheLane() {
        String me = registered("never");
        town.firebase.answers("never", FakeFirebase.error(500, "INTERNAL", "INTERNAL"));
        news(me);

        await().atMost(Duration.ofSeconds(30)).until(() -> state(me).equals("DEAD"));
        assertThat(town.firebase.sentTo("never")).hasSize(8);
        assertThat(reason(me)).isEqualTo("INTERNAL");
    }

    @Test
    void takesOverWhatADeadProcessWasSending() {
        String me = registered("taken-over");
        news(me);
        awaitState(me, "ACCEPTED");
        town.place.execute(
                "UPDATE delivery SET state = 'SENDING', sender = uuidv7(), settled_at = NULL WHERE"
                        + " resident = '"
                        + me
                        + "'");

        awaitState(me, "ACCEPTED");
        assertSameTag("taken-over", 2);
    }

    @Test
    void goesOnWithoutRedisAndWithAnEmptyOne() {
        String before = registered("redis-gone");
        String after = registered("redis-back");
        town.redis.stop();
        news(before);
        awaitState(before, "ACCEPTED");
        town.redis.startEmpty();
        news(after);

        awaitState(after, "ACCEPTED");
        assertThat(town.firebase.sentTo("redis-gone")).hasSize(1);
        assertThat(town.firebase.sentTo("redis-back")).hasSize(1);
    }

    @Test
    void dropsWhatNobodyNeedsAnyMore() {
        String me = registered("too-late");
        town.firebase.answers("too-late", FakeFirebase.error(500, "INTERNAL", "INTERNAL"));
        news(me);
        await().atMost(Town.SOON).until(() -> !town.firebase.sentTo("too-late").isEmpty());
        town.place.execute(
                "UPDATE delivery SET valid_until = now(), not_before = now() WHERE resident = '"
                        + me
                        + "'");

        await().atMost(Town.SOON).until(() -> List.of("EXPIRED", "DEAD").contains(state(me)));
    }

    private static String registered(String token) {
        String resident = "r-" + token;
        town.registers(resident, "phone-0001", token);
        return resident;
    }

    private static void news(String resident) {
        town.happens(
                "applications",
                Happened.caseStep("accepted", UUID.randomUUID().toString(), resident));
    }

    private static void awaitState(String resident, String state) {
        await().atMost(Town.SOON).until(() -> state(resident).equals(state));
    }

    private static String state(String resident) {
        return String.join(
                ",",
                town.place.texts("SELECT state FROM delivery WHERE resident = '" + resident + "'"));
    }

    private static String reason(String resident) {
        return town.place
                .texts("SELECT reason FROM delivery WHERE resident = '" + resident + "'")
                .getFirst();
    }

    private static long devices(String resident) {
        return town.place.count("SELECT count(*) FROM device WHERE resident = '" + resident + "'");
    }

    private static void assertSameTag(String token, int times) {
        List<Sent> sent = town.firebase.sentTo(token);
        assertThat(sent).hasSize(times);
        assertThat(sent.stream().map(Sent::tag).distinct()).hasSize(1);
        assertThat(sent.stream().map(Sent::nid).distinct()).hasSize(1);
    }
}
