package city.zhanqiao.load.lab;

import city.zhanqiao.city.identity.Role;
import city.zhanqiao.web.test.TestIssuer;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The service of applications with so many cases: one is really handed in, the others are its
 * copies.
 *
 * @param base where it answers
 * @param clerks a file with a token of a clerk of each district
 */
public record Archive(URI base, Path clerks) {

    private static final String APPLICATIONS = "/api/v1/applications";
    private static final List<String> DISTRICTS = List.of("370202", "370212", "370211");
    private static final String FORM =
            """
            {"form": {"applicantName": "示例文字", "cardReason": "FIRST", "bank": "QINGDAO_BANK",
              "residenceDivision": "370202001000", "residenceAddress": "示例路1号", "phone": "19900000001",
              "occupation": "EMPLOYED", "delivery": "POST"}}
            """;
    private static final String OPEN =
            """
            INSERT INTO pilot_copy (pilot, revision, scenario, district, state, opens_on, share,
                                    groups, channels)
            VALUES (uuidv7(), 1, 'item:social-card', '370202', 'PILOT', DATE '2022-05-01', 100, '{}',
                    '{ONLINE,WINDOW}')
            """;

    /** Starts the service on a database of its own and fills it. */
    public static Archive of(Lab lab, int cases) {
        Place place = lab.place("cases_" + cases);
        Program service = lab.applications(place);
        place.execute(OPEN);
        String template = handIn(service.base(), lab.token("resident-0"));
        place.execute(
                read(lab.scripts().resolve("many-cases.sql"))
                        .replace("{template}", template)
                        .replace("{department}", "human-resources")
                        .replace("{cases}", Integer.toString(cases)));
        place.execute("VACUUM ANALYZE application");
        return new Archive(service.base(), clerks(lab));
    }

    private static String handIn(URI base, String token) {
        String id =
                send(
                                base,
                                token,
                                "POST",
                                APPLICATIONS,
                                "{\"item\":\"social-card\",\"division\":\"370202001000\"}")
                        .path("id")
                        .asString();
        send(base, token, "PUT", APPLICATIONS + "/" + id + "/form", FORM);
        send(base, token, "POST", APPLICATIONS + "/" + id + "/submission", "{}");
        return id;
    }

    private static JsonNode send(URI base, String token, String method, String path, String body) {
        HttpRequest request =
                HttpRequest.newBuilder(base.resolve(path))
                        .method(method, BodyPublishers.ofString(body))
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", "application/json")
                        .header("Idempotency-Key", UUID.randomUUID().toString())
                        .header("If-Match", "*")
                        .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
            if (answer.statusCode() >= 300) {
                throw new CannotMeasure(path + ": " + answer.body());
            }
            return JsonMapper.shared().readTree(answer.body());
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        } catch (InterruptedException fault) {
            Thread.currentThread().interrupt();
            throw new CannotMeasure("no case was handed in", fault);
        }
    }

    private static Path clerks(Lab lab) {
        return lab.file(
                "clerks",
                String.join(
                        "\n",
                        DISTRICTS.stream()
                                .map(district ->
                                        TestIssuer.shared()
                                                .token(
                                                        "staff",
                                                        "s-many-" + district,
                                                        TestIssuer.AUDIENCE,
                                                        Map.of(
                                                                "roles",
                                                                List.of(Role.CLERK.code()),
                                                                "department",
                                                                "human-resources",
                                                                "district",
                                                                district),
                                                        Duration.ofHours(4)))
                                .toList()));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }
}
