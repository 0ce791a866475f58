package city.zhanqiao.web.openapi;

import city.zhanqiao.web.problem.CommonProblem;
import city.zhanqiao.web.problem.Problem;
import city.zhanqiao.web.problem.ProblemWriter;

import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** How problems stand in the document: one response for each status, one schema for all. */
final class HouseProblems {

    private static final String JSON =
            org.springframework.http.MediaType.APPLICATION_PROBLEM_JSON_VALUE;

    private static final Map<Integer, String> MEANINGS =
            new TreeMap<>(
                    Map.ofEntries(
                            Map.entry(
                                    400,
                                    "The request cannot be read, or a header or parameter is"
                                            + " wrong"),
                            Map.entry(401, "No token, or none that is valid here"),
                            Map.entry(
                                    403,
                                    "The caller may not do this; nextAction says what would help"),
                            Map.entry(404, "There is no such thing, or the caller may not see it"),
                            Map.entry(
                                    409,
                                    "The state of things does not allow it; or the same key is"
                                            + " still at work"),
                            Map.entry(412, "It has changed since the version named in If-Match"),
                            Map.entry(413, "Larger than allowed"),
                            Map.entry(415, "Content of this type is not taken here"),
                            Map.entry(
                                    422,
                                    "The content breaks rules; or the key was used for other"
                                            + " content"),
                            Map.entry(428, "If-Match is missing"),
                            Map.entry(429, "Too many requests"),
                            Map.entry(503, "Something needed is away; nothing was done")));

    private HouseProblems() {}

    /** The name under which the response for a status is shared. */
    static String name(int status) {
        return "Problem" + status;
    }

    static void addTo(Components components) {
        ModelConverters.getInstance(true).readAll(Problem.class).forEach(components::addSchemas);
        MEANINGS.forEach((status, meaning) ->
                components.addResponses(name(status), response(status, meaning)));
        components.addResponses("AnyProblem", problem("Any other problem, such as 500 or 504"));
        components.addHeaders(
                "Retry-After",
                new Header()
                        .description("Seconds after which to come again (RFC 9110 §10.2.3)")
                        .schema(JsonForms.typed("integer")));
    }

    /** The content of every problem. */
    static Content content() {
        return new Content().addMediaType(JSON, media());
    }

    private static MediaType media() {
        return new MediaType().schema(new Schema<>().$ref(HouseTypes.nameOf(Problem.class)));
    }

    private static ApiResponse response(int status, String meaning) {
        var media = media();
        Arrays.stream(CommonProblem.values())
                .filter(type -> type.status() == status)
                .findFirst()
                .map(ProblemWriter::exampleOf)
                .map(HouseProblems::toExample)
                .ifPresent(media::setExample);
        var response =
                new ApiResponse()
                        .description(meaning)
                        .content(new Content().addMediaType(JSON, media));
        if (status == 409 || status == 429 || status == 503) {
            response.addHeaderObject("Retry-After", new Header().$ref("Retry-After"));
        }
        return response;
    }

    private static Map<String, Object> toExample(Problem problem) {
        var example = new LinkedHashMap<String, Object>();
        example.put("type", problem.type().toString());
        example.put("code", problem.code());
        example.put("title", problem.title());
        example.put("status", problem.status());
        example.put("detail", problem.detail());
        example.put("instance", problem.instance());
        example.put("retryable", problem.retryable());
        problem.nextAction().ifPresent(action -> example.put("nextAction", action));
        example.put("help", problem.help());
        example.put("errors", problem.errors());
        return example;
    }

    private static ApiResponse problem(String meaning) {
        return new ApiResponse().description(meaning).content(content());
    }
}
