package city.zhanqiao.notifications;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.http.Response;
import com.github.tomakehurst.wiremock.stubbing.Scenario;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Answers like Firebase, or as badly as a test wants, and keeps what it was sent. */
final class FakeFirebase {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String PATH = "/v1/projects/[^/]+/messages:send";
    private static final String WELL = "{\"name\":\"projects/p/messages/1\"}";

    private final WireMockServer server;
    private final List<Sent> sent = new CopyOnWriteArrayList<>();

    FakeFirebase(WireMockServer server) {
        this.server = server;
        server.addMockServiceRequestListener(this::note);
        server.stubFor(post(urlPathMatching(PATH)).atPriority(10).willReturn(okJson(WELL)));
    }

    /** Answers the token so, always. */
    void answers(String token, ResponseDefinitionBuilder answer) {
        server.stubFor(to(token).willReturn(answer));
    }

    /** Answers what goes to a topic so, always. */
    void answersTopic(String topic, ResponseDefinitionBuilder answer) {
        server.stubFor(
                post(urlPathMatching(PATH))
                        .atPriority(1)
                        .withRequestBody(
                                matchingJsonPath("$.message[?(@.topic == '" + topic + "')]"))
                        .willReturn(answer));
    }

    /** Answers the token so the first time, well afterwards. */
    void answersOnce(String token, ResponseDefinitionBuilder answer) {
        server.stubFor(
                to(token)
                        .inScenario(token)
                        .whenScenarioStateIs(Scenario.STARTED)
                        .willSetStateTo("well")
                        .willReturn(answer));
        server.stubFor(
                to(token).inScenario(token).whenScenarioStateIs("well").willReturn(okJson(WELL)));
    }

    /** An error as Google words it. */
    static ResponseDefinitionBuilder error(int http, String status, String errorCode) {
        return aResponse()
                .withStatus(http)
                .withHeader("Content-Type", "application/json")
                .withBody(
                        """
                        {"error": {"code": %d, "message": "as told", "status": "%s", "details": [
                          {"@type": "type.googleapis.com/google.firebase.fcm.v1.FcmError",
                           "errorCode": "%s"}]}}
                        """
                                .formatted(http, status, errorCode));
    }

    static ResponseDefinitionBuilder well() {
        return okJson(WELL);
    }

    private static MappingBuilder to(String token) {
        return post(urlPathMatching(PATH))
                .atPriority(1)
                .withRequestBody(matchingJsonPath("$.message[?(@.token == '" + token + "')]"));
    }

    private void note(Request request, Response response) {
        if (request.getUrl().contains("messages:send")) {
            sent.add(
                    new Sent(
                            JSON.readTree(request.getBodyAsString()).path("message"),
                            response.getStatus()));
        }
    }

    List<Sent> all() {
        return sent;
    }

    /** What was sent to a token, in order, whatever was answered. */
    List<Sent> to(List<String> tokens) {
        return sent.stream().filter(one -> tokens.contains(one.token())).toList();
    }

    List<Sent> sentTo(String token) {
        return to(List.of(token));
    }

    /**
     * A request and how it was answered.
     *
     * @param message as it was sent
     */
    record Sent(JsonNode message, int status) {
        String token() {
            return message.path("token").asString("");
        }

        String text() {
            return message.at("/notification/body").asString("");
        }

        String tag() {
            return message.at("/android/notification/tag").asString("");
        }

        String nid() {
            return message.at("/data/nid").asString("");
        }
    }
}
