package city.zhanqiao.web.trial;

import static org.assertj.core.api.Assertions.assertThat;

import city.zhanqiao.city.identity.RealNameLevel;
import city.zhanqiao.web.page.Cursor;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.MediaType;

import java.util.Set;

/** Versions, keys, pages, request ids and times: what every operation has in common. */
class HeadersHttpTest extends TrialTest {

    private static final String LETTER = "/api/v1/letters/00000000-0000-0001-0000-000000000002";

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '~',
            value = {
                "\"v3\",204,", "*,204,",
                "\"v2\",412,STALE_VERSION", "\"theirs\",412,STALE_VERSION",
                "v3,400,PRECONDITION_MALFORMED", "W/\"v3\",400,PRECONDITION_MALFORMED"
            })
    void changesOnlyTheVersionThatWasSeen(String match, int status, String code) {
        var answer =
                resident(RealNameLevel.L1)
                        .put()
                        .uri(LETTER)
                        .header("If-Match", match)
                        .exchange()
                        .expectStatus()
                        .isEqualTo(status);
        if (code == null) {
            answer.expectHeader().valueEquals("ETag", "\"v4\"");
        } else {
            answer.expectBody().jsonPath("$.code").isEqualTo(code);
        }
    }

    @Test
    void changesNothingWithoutAPrecondition() {
        resident(RealNameLevel.L1).put().uri(LETTER).exchange().expectStatus().isEqualTo(428);
    }

    @Test
    void sendsNothingTwice() {
        resident(RealNameLevel.L1)
                .get()
                .uri(LETTER)
                .header("If-None-Match", "\"v3\"")
                .exchange()
                .expectStatus()
                .isNotModified()
                .expectHeader()
                .valueEquals("ETag", "\"v3\"")
                .expectBody()
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '~',
            value = {
                "0199f0a0-key,201,", "\"0199f0a0-key\",201,",
                "short,400,IDEMPOTENCY_KEY_MALFORMED",
                        "with space inside,400,IDEMPOTENCY_KEY_MALFORMED"
            })
    void readsTheKeyOfAnAct(String key, int status, String code) {
        var answer =
                resident(RealNameLevel.L1)
                        .post()
                        .uri("/api/v1/letters")
                        .header("Idempotency-Key", key)
                        .contentType(MediaType.APPLICATION_JSON)
                        .bodyValue("{\"subject\":\"a\",\"lines\":[],\"urgent\":false}")
                        .exchange()
                        .expectStatus()
                        .isEqualTo(status);
        if (code == null) {
            answer.expectHeader().valueEquals("Location", "/api/v1/letters/0199f0a0-key");
        } else {
            answer.expectBody().jsonPath("$.code").isEqualTo(code);
        }
    }

    @Test
    void actsOnlyWithAKey() {
        resident(RealNameLevel.L1)
                .post()
                .uri("/api/v1/letters")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue("{\"subject\":\"a\",\"lines\":[],\"urgent\":false}")
                .exchange()
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("IDEMPOTENCY_KEY_MISSING");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "101", "-1", "many", "1e2", ""})
    void refusesPagesOfNoSize(String limit) {
        var problem =
                read(
                        resident(RealNameLevel.L1)
                                .get()
                                .uri("/api/v1/letters?limit=" + limit)
                                .exchange()
                                .expectStatus()
                                .isBadRequest());

        assertThat(problem.at("/errors/0/pointer").asString()).isEqualTo("?limit");
    }

    @Test
    void goesOnAtACursorAndRefusesWhatIsNone() {
        var page =
                read(
                        resident(RealNameLevel.L1)
                                .get()
                                .uri("/api/v1/letters?limit=7")
                                .exchange()
                                .expectStatus()
                                .isOk());
        String next = page.path("next").asString();

        assertThat(Cursor.parse(next).text()).isEqualTo(next);
        for (String broken : Set.of("x", next.substring(1), "A".repeat(600), "AAAA")) {
            resident(RealNameLevel.L1)
                    .get()
                    .uri("/api/v1/letters?cursor=" + broken)
                    .exchange()
                    .expectStatus()
                    .isBadRequest()
                    .expectBody()
                    .jsonPath("$.code")
                    .isEqualTo("INVALID_CURSOR");
        }
    }

    @Test
    void keepsAGoodRequestIdAndReplacesAForgedOne() {
        guest().get()
                .uri("/open/v1/request")
                .header("X-Request-Id", "a-request-0001")
                .exchange()
                .expectHeader()
                .valueEquals("X-Request-Id", "a-request-0001");
        guest().get()
                .uri("/open/v1/request")
                .header("X-Request-Id", "x\" INFO forged line")
                .exchange()
                .expectHeader()
                .valueMatches("X-Request-Id", "[0-9a-f-]{36}");
    }

    @Test
    void storesNothingPersonalOnTheWay() {
        resident(RealNameLevel.L1)
                .get()
                .uri("/api/v1/me")
                .exchange()
                .expectHeader()
                .valueEquals("Cache-Control", "no-store")
                .expectHeader()
                .valueEquals("X-Content-Type-Options", "nosniff");
    }

    @Test
    void writesTimesWithTheCitysOffset() {
        resident(RealNameLevel.L1)
                .get()
                .uri("/api/v1/me")
                .exchange()
                .expectBody()
                .jsonPath("$.levelAt")
                .value(
                        String.class,
                        at ->
                                assertThat(at)
                                        .matches(
                                                "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?\\+08:00"));
    }
}
