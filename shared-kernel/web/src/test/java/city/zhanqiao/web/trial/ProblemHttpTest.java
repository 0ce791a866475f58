package city.zhanqiao.web.trial;

import static org.assertj.core.api.Assertions.assertThat;

import city.zhanqiao.city.identity.RealNameLevel;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.MediaType;

import tools.jackson.databind.JsonNode;

class ProblemHttpTest extends TrialTest {

    @Test
    void namesEveryFaultOfABodyByItsPointer() {
        JsonNode problem =
                send(
                        "{\"subject\":\"\",\"urgent\":false,\"lines\":[{\"text\":\"a\",\"copies\":10},{\"copies\":1}]}",
                        422);

        assertThat(problem.path("code").asString()).isEqualTo("INVALID_CONTENT");
        assertThat(problem.path("type").asString())
                .isEqualTo("urn:zhanqiao:problem:invalid-content");
        assertThat(problem.path("instance").asString()).isEqualTo("/api/v1/letters");
        assertThat(
                        problem.path("errors")
                                .valueStream()
                                .map(fault -> fault.path("pointer").asString()))
                .containsExactlyInAnyOrder("/subject", "/lines/0/copies", "/lines/1/text");
        assertThat(problem.path("errors"))
                .allSatisfy(fault -> assertThat(fault.path("detail").asString()).isNotBlank());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"subject\": | 400 | MALFORMED_REQUEST |",
                "'' | 400 | MALFORMED_REQUEST |",
                "[] | 422 | INVALID_CONTENT |",
                "{\"subject\":\"a\",\"lines\":[],\"urgent\":false,\"colour\":\"red\"} | 422 |"
                        + " INVALID_CONTENT | /colour",
                "{\"subject\":\"a\",\"lines\":[],\"urgent\":\"perhaps\"} | 422 | INVALID_CONTENT |"
                        + " /urgent",
                "{\"subject\":\"a\",\"lines\":[],\"urgent\":false,\"date\":\"31.12.\"} | 422 |"
                        + " INVALID_CONTENT | /date",
                "{\"subject\":\"a\",\"lines\":\"b\",\"urgent\":false} | 422 | INVALID_CONTENT |"
                        + " /lines",
            })
    void tellsMalformedFromInvalid(String body, int status, String code, String pointer) {
        JsonNode problem = send(body, status);

        assertThat(problem.path("code").asString()).isEqualTo(code);
        if (pointer != null) {
            assertThat(problem.at("/errors/0/pointer").asString()).isEqualTo(pointer);
        }
    }

    @Test
    void refusesABodyThatNestsWithoutEnd() {
        String deep = "[".repeat(2000) + "]".repeat(2000);

        assertThat(send("{\"subject\":" + deep + "}", 422).at("/errors/0/pointer").asString())
                .isEqualTo("/subject");
    }

    @Test
    void refusesABodyThatIsTooLarge() {
        assertThat(
                        send("{\"subject\":\"" + "a".repeat(1_100_000) + "\"}", 413)
                                .path("code")
                                .asString())
                .isEqualTo("CONTENT_TOO_LARGE");
    }

    @Test
    void refusesAnotherKindOfBody() {
        JsonNode problem =
                read(
                        resident(RealNameLevel.L1)
                                .post()
                                .uri("/api/v1/letters")
                                .header("Idempotency-Key", "key-0001-0001")
                                .contentType(MediaType.TEXT_PLAIN)
                                .bodyValue("hello")
                                .exchange()
                                .expectStatus()
                                .isEqualTo(415));

        assertThat(problem.path("code").asString()).isEqualTo("UNSUPPORTED_MEDIA_TYPE");
    }

    @Test
    void keepsTheInsideOfAFaultToItself() {
        String answer =
                text(guest().get().uri("/open/v1/fault").exchange().expectStatus().isEqualTo(500));

        assertThat(answer)
                .contains("INTERNAL_FAULT")
                .doesNotContain("secret", "SELECT", "Exception", "at city.", "java.");
    }

    @ParameterizedTest
    @CsvSource({
        "404,NOT_FOUND",
        "405,METHOD_NOT_ALLOWED",
        "406,NOT_ACCEPTABLE",
        "503,SERVICE_UNAVAILABLE"
    })
    void tellsWhatTheFrameworkRefusesInTheSameForm(int status, String code) {
        String answer =
                text(
                        guest().get()
                                .uri("/open/v1/teapot?status=" + status)
                                .exchange()
                                .expectStatus()
                                .isEqualTo(status)
                                .expectHeader()
                                .contentType("application/problem+json"));

        assertThat(answer).contains("\"" + code + "\"").doesNotContain("secret");
    }

    @Test
    void speaksTheLanguageOfTheCaller() {
        for (String[] expected :
                new String[][] {
                    {"", "zh-Hans"},
                    {"zh-CN,zh;q=0.9", "zh-Hans"},
                    {"en-GB,zh;q=0.5", "en"},
                    {"de", "zh-Hans"},
                    {"*", "zh-Hans"},
                    {";;nonsense,,", "zh-Hans"}
                }) {
            guest().get()
                    .uri("/open/v1/halls?floor=9")
                    .header("Accept-Language", expected[0])
                    .exchange()
                    .expectStatus()
                    .isBadRequest()
                    .expectHeader()
                    .valueEquals("Content-Language", expected[1]);
        }
    }

    private JsonNode send(String body, int status) {
        return read(
                resident(RealNameLevel.L1)
                        .post()
                        .uri("/api/v1/letters")
                        .header("Idempotency-Key", "key-0001-0001")
                        .contentType(MediaType.APPLICATION_JSON)
                        .bodyValue(body)
                        .exchange()
                        .expectStatus()
                        .isEqualTo(status)
                        .expectHeader()
                        .contentType("application/problem+json"));
    }
}
