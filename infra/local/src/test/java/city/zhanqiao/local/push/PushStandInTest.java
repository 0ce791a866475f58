package city.zhanqiao.local.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.firebase.IncomingHttpResponse;
import com.google.firebase.messaging.FirebaseMessaging;
import com.google.firebase.messaging.FirebaseMessagingException;
import com.google.firebase.messaging.Message;
import com.google.firebase.messaging.MessagingErrorCode;
import com.google.firebase.messaging.Notification;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;

/** Mostly asked by Google's own client, because that is whom it must satisfy. */
@Execution(ExecutionMode.CONCURRENT)
class PushStandInTest {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final InstantSource NOON =
            InstantSource.fixed(Instant.parse("2026-05-06T04:00:00Z"));

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static PushStandIn standIn;
    private static GoogleClient google;

    @BeforeAll
    static void start() {
        standIn = PushStandIn.start(0, NOON);
        google = GoogleClient.of(standIn.home());
    }

    @AfterAll
    static void stop() {
        google.close();
        standIn.close();
    }

    @BeforeEach
    void forget() throws Exception {
        assertThat(call(request("/pushes").DELETE()).statusCode()).isEqualTo(204);
    }

    @Test
    void keepsWhatGooglesClientSends() throws Exception {
        String name = messaging().send(message("device-1"));

        assertThat(name).startsWith("projects/demo-project/messages/");
        JsonNode push = pushes().get(0);
        assertThat(push.required("name").asString()).isEqualTo(name);
        assertThat(push.required("receivedAt").asString()).isEqualTo("2026-05-06T04:00:00Z");
        assertThat(push.at("/target/kind").asString()).isEqualTo("fid");
        assertThat(push.at("/target/value").asString()).isEqualTo("device-1");
        assertThat(push.at("/message/notification/title").asString()).isEqualTo("办件进度更新");
        assertThat(push.at("/message/data/case").asString()).isEqualTo("case-1");
    }

    @Test
    void takesTopicsAndRegistrationTokensAsWell() throws Exception {
        messaging().send(Message.builder().setTopic("district-370202").build());
        assertThat(send("{\"message\":{\"token\":\"device-1\"}}").statusCode()).isEqualTo(200);

        assertThat(pushes().valueStream().map(push -> push.at("/target/kind").asString()))
                .containsExactly("token", "topic");
    }

    @ParameterizedTest
    @CsvSource({
        "token-unregistered, UNREGISTERED, 404",
        "token-unavailable, UNAVAILABLE, 503",
        "token-quota, QUOTA_EXCEEDED, 429",
        "token-internal, INTERNAL, 500",
        "token-invalid, INVALID_ARGUMENT, 400",
        "token-mismatch, SENDER_ID_MISMATCH, 403"
    })
    void refusesMagicTokensAsGoogleWould(String token, MessagingErrorCode code, int status) {
        assertThatThrownBy(() -> messaging().send(message(token)))
                .isInstanceOfSatisfying(
                        FirebaseMessagingException.class,
                        refusal -> {
                            assertThat(refusal.getMessagingErrorCode()).isEqualTo(code);
                            assertThat(refusal.getHttpResponse())
                                    .isNotNull()
                                    .extracting(IncomingHttpResponse::getStatusCode)
                                    .isEqualTo(status);
                        });
    }

    @Test
    void saysHowLongToWaitWhenTheQuotaIsUsedUp() throws Exception {
        HttpResponse<String> answer = send("{\"message\":{\"token\":\"token-quota\"}}");

        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.headers().firstValue("Retry-After")).contains("2");
    }

    @Test
    void answersTheSlowTokenLaterThanAnyClientWaits() {
        HttpRequest.Builder patient =
                sending("{\"message\":{\"token\":\"token-slow\"}}").timeout(Duration.ofMillis(500));

        assertThatThrownBy(() -> call(patient))
                .isInstanceOf(java.net.http.HttpTimeoutException.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{",
                "{}",
                "{\"message\":{}}",
                "{\"message\":{\"token\":\"a\",\"topic\":\"b\"}}",
                "{\"message\":{\"token\":\"a\",\"data\":{\"count\":1}}}"
            })
    void refusesWhatGoogleWouldNotTake(String body) throws Exception {
        HttpResponse<String> answer = send(body);

        assertThat(answer.statusCode()).isEqualTo(400);
        JsonNode error = JSON.readTree(answer.body()).required("error");
        assertThat(error.required("status").asString()).isEqualTo("INVALID_ARGUMENT");
        assertThat(error.at("/details/0/@type").asString())
                .isEqualTo("type.googleapis.com/google.firebase.fcm.v1.FcmError");
        assertThat(pushes()).isEmpty();
    }

    @Test
    void refusesWhatIsTooBigForADevice() throws Exception {
        String big =
                "{\"message\":{\"token\":\"a\",\"data\":{\"text\":\"" + "x".repeat(4096) + "\"}}}";

        assertThat(send(big).statusCode()).isEqualTo(400);
    }

    @Test
    void refusesWhoHasNoToken() throws Exception {
        HttpResponse<String> answer =
                call(
                        request("/v1/projects/demo/messages:send")
                                .POST(BodyPublishers.ofString("{}")));

        assertThat(answer.statusCode()).isEqualTo(401);
    }

    @Test
    void rehearsesWithoutKeeping() throws Exception {
        messaging().send(message("device-1"), true);

        assertThat(pushes()).isEmpty();
    }

    @Test
    void keepsTheLastThousandNewestFirst() throws Exception {
        for (int i = 0; i <= PushLog.KEPT; i++) {
            assertThat(send("{\"message\":{\"token\":\"device-" + i + "\"}}").statusCode())
                    .isEqualTo(200);
        }

        assertThat(pushes()).hasSize(PushLog.KEPT);
        assertThat(pushes().get(0).at("/target/value").asString()).isEqualTo("device-1000");
    }

    @Test
    void showsThemOnAPageAndLetsNoMarkupThrough() throws Exception {
        messaging()
                .send(
                        Message.builder()
                                .setFid("device-1")
                                .setNotification(
                                        Notification.builder().setTitle("<b>办件</b>").build())
                                .build());

        String page = call(request("/").GET()).body();

        assertThat(page)
                .contains("推送", "12:00:00", "device-1", "&lt;b&gt;办件&lt;/b&gt;")
                .doesNotContain("<b>办件</b>");
    }

    private static FirebaseMessaging messaging() {
        return google.messaging();
    }

    private static Message message(String token) {
        return Message.builder()
                .setFid(token)
                .setNotification(Notification.builder().setTitle("办件进度更新").build())
                .putAllData(Map.of("case", "case-1"))
                .build();
    }

    private static JsonNode pushes() throws IOException, InterruptedException {
        return JSON.readTree(call(request("/pushes").GET()).body());
    }

    private static HttpResponse<String> send(String body) throws IOException, InterruptedException {
        return call(sending(body));
    }

    private static HttpRequest.Builder sending(String body) {
        return request("/v1/projects/demo-project/messages:send")
                .header("Authorization", "Bearer any")
                .POST(BodyPublishers.ofString(body));
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(standIn.home().resolve(path));
    }

    private static HttpResponse<String> call(HttpRequest.Builder request)
            throws IOException, InterruptedException {
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }
}
