package city.zhanqiao.load.push;

import city.zhanqiao.city.identity.Role;
import city.zhanqiao.load.lab.CannotMeasure;
import city.zhanqiao.web.test.TestIssuer;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Two publishers of the city, who tell many something.
 *
 * @param base the instance they speak to
 */
record Staff(URI base) {

    private static final String CAMPAIGNS = "/admin/v1/campaigns";
    private static final Duration VALID = Duration.ofHours(2);
    private static final JsonMapper JSON = new JsonMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /**
     * Danger in Shinan, proposed by one and approved by the other; tells when the word was said.
     */
    Instant warn() {
        JsonNode campaign = propose(true);
        Instant said = Instant.now();
        post("s-second", CAMPAIGNS + "/" + campaign.path("id").asString() + "/approval", "");
        return said;
    }

    /** News for Shinan; tells when the word was said. */
    Instant announce() {
        Instant said = Instant.now();
        propose(false);
        return said;
    }

    private JsonNode propose(boolean emergency) {
        return post(
                "s-first",
                CAMPAIGNS,
                """
                {"emergency":%s,"titles":{"zhHans":"暴雨红色预警","en":"Rainstorm"},
                 "texts":{"zhHans":"请留在室内。","en":"Stay inside."},
                 "divisions":["370202"],"topics":[],"groups":[],"validUntil":"%s"}
                """
                        .formatted(emergency, Instant.now().plus(VALID)));
    }

    private JsonNode post(String person, String path, String body) {
        String token =
                TestIssuer.shared()
                        .staffToken(person, List.of(Role.PUBLISHER), "digital-office", null);
        HttpRequest.Builder request =
                HttpRequest.newBuilder(base.resolve(path))
                        .header("Authorization", "Bearer " + token)
                        .header("Idempotency-Key", UUID.randomUUID().toString())
                        .POST(HttpRequest.BodyPublishers.ofString(body));
        if (!body.isEmpty()) {
            request.header("Content-Type", "application/json");
        }
        try {
            HttpResponse<String> answer =
                    HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() >= 300) {
                throw new CannotMeasure(path + " is answered with " + answer.body());
            }
            return JSON.readTree(answer.body());
        } catch (IOException fault) {
            throw new CannotMeasure(path + " is not answered", fault);
        } catch (InterruptedException fault) {
            Thread.currentThread().interrupt();
            throw new CannotMeasure("interrupted", fault);
        }
    }
}
