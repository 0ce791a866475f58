package city.zhanqiao.web.trial;

import static org.assertj.core.api.Assertions.assertThat;

import city.zhanqiao.city.identity.RealNameLevel;
import city.zhanqiao.city.identity.Role;
import city.zhanqiao.web.test.TestIssuer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Who is let in, and who is not. */
class TokenHttpTest extends TrialTest {

    private static final Map<String, Object> CLAIMS = Map.of("acr", "L3", "auth_time", 1);
    private static final Duration LIFE = Duration.ofMinutes(10);

    static Stream<String> forgeries() {
        String good = ISSUER.token("residents", "wang", TestIssuer.AUDIENCE, CLAIMS, LIFE);
        String[] parts = good.split("\\.", -1);
        return Stream.of(
                ISSUER.token("strangers", "wang", TestIssuer.AUDIENCE, CLAIMS, LIFE),
                ISSUER.token("residents", "wang", "another-city", CLAIMS, LIFE),
                ISSUER.token(
                        "residents", "wang", TestIssuer.AUDIENCE, CLAIMS, Duration.ofHours(-1)),
                ISSUER.staffToken("wang", Set.of(Role.CLERK), "civil-affairs", "370202"),
                base64("{\"alg\":\"none\"}") + "." + parts[1] + ".",
                base64("{\"alg\":\"HS256\"}") + "." + parts[1] + "." + parts[2],
                parts[0] + "." + base64("{\"sub\":\"mayor\"}") + "." + parts[2],
                parts[0] + "." + parts[1] + ".",
                "not-a-token",
                "a.b.c",
                "x".repeat(8000));
    }

    @ParameterizedTest
    @MethodSource("forgeries")
    void letsNobodyInWithAForgedToken(String token) {
        bearing(token)
                .get()
                .uri("/api/v1/me")
                .exchange()
                .expectStatus()
                .isUnauthorized()
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("UNAUTHENTICATED");
    }

    @Test
    void tellsALowLevelWhatToDo() {
        var problem =
                read(
                        resident(RealNameLevel.L1)
                                .get()
                                .uri("/api/v1/vault")
                                .exchange()
                                .expectStatus()
                                .isForbidden());

        assertThat(problem.path("code").asString()).isEqualTo("REAL_NAME_LEVEL_TOO_LOW");
        assertThat(problem.path("nextAction").asString()).isNotBlank();
        assertThat(problem.path("detail").asString()).contains("实人认证", "手机号验证");
        resident(RealNameLevel.L4).get().uri("/api/v1/vault").exchange().expectStatus().isOk();
    }

    @Test
    void asksForAFreshCheckWhereRightsChange() {
        bearing(
                        ISSUER.residentToken(
                                "wang",
                                RealNameLevel.L3,
                                Instant.now().minusSeconds(16 * 60),
                                Map.of()))
                .get()
                .uri("/api/v1/signature")
                .exchange()
                .expectStatus()
                .isForbidden()
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("REAL_NAME_CHECK_NOT_FRESH");
        resident(RealNameLevel.L3).get().uri("/api/v1/signature").exchange().expectStatus().isOk();
    }

    @Test
    void keepsEachFaceToItsPeople() {
        for (String path : Set.of("/admin/v1/desk", "/internal/v1/events")) {
            resident(RealNameLevel.L4).get().uri(path).exchange().expectStatus().isUnauthorized();
            guest().get().uri(path).exchange().expectStatus().isUnauthorized();
        }
        bearing(ISSUER.serviceToken("notices"))
                .get()
                .uri("/admin/v1/desk")
                .exchange()
                .expectStatus()
                .isUnauthorized();
        bearing(ISSUER.staffToken("s-1", Set.of(Role.AUDITOR), "audit", null))
                .get()
                .uri("/admin/v1/desk")
                .exchange()
                .expectStatus()
                .isForbidden();
    }

    @Test
    void deniesWhatNobodyDeclared() {
        resident(RealNameLevel.L4)
                .get()
                .uri("/api/v1/nothing")
                .exchange()
                .expectStatus()
                .isNotFound();
        guest().get().uri("/api/v1/nothing").exchange().expectStatus().isUnauthorized();
        guest().get().uri("/anything").exchange().expectStatus().isNotFound();
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
