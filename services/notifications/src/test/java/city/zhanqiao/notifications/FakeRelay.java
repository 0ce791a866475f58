package city.zhanqiao.notifications;

import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;

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

/** Answers like a relay for text messages, and keeps what it was sent. */
final class FakeRelay {

    static final String PATH = "/relay/messages";

    private static final JsonMapper JSON = new JsonMapper();

    private final WireMockServer server;
    private final List<Sent> sent = new CopyOnWriteArrayList<>();

    FakeRelay(WireMockServer server) {
        this.server = server;
        server.addMockServiceRequestListener(this::note);
        server.stubFor(
                post(urlPathEqualTo(PATH)).atPriority(10).willReturn(okJson("{\"id\":\"sms-1\"}")));
    }

    /** Answers a phone so the first time, well afterwards. */
    void answersOnce(String phone, ResponseDefinitionBuilder answer) {
        server.stubFor(
                to(phone)
                        .inScenario(phone)
                        .whenScenarioStateIs(Scenario.STARTED)
                        .willSetStateTo("well")
                        .willReturn(answer));
        server.stubFor(
                to(phone)
                        .inScenario(phone)
                        .whenScenarioStateIs("well")
                        .willReturn(okJson("{\"id\":\"sms-2\"}")));
    }

    List<Sent> sentTo(String phone) {
        return sent.stream()
                .filter(one -> one.order().path("to").asString("").equals(phone))
                .toList();
    }

    private static MappingBuilder to(String phone) {
        return post(urlPathEqualTo(PATH))
                .atPriority(1)
                .withRequestBody(matchingJsonPath("$[?(@.to == '" + phone + "')]"));
    }

    private void note(Request request, Response response) {
        if (request.getUrl().equals(PATH)) {
            sent.add(
                    new Sent(
                            JSON.readTree(request.getBodyAsString()),
                            String.valueOf(request.getHeader("Idempotency-Key")),
                            String.valueOf(request.getHeader("Authorization"))));
        }
    }

    /** A request. */
    record Sent(JsonNode order, String key, String authorization) {}
}
