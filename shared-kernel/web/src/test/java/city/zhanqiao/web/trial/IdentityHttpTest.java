package city.zhanqiao.web.trial;

import city.zhanqiao.city.identity.RealNameLevel;
import city.zhanqiao.city.identity.Role;

import org.junit.jupiter.api.Test;

import java.util.Set;

class IdentityHttpTest extends TrialTest {

    @Test
    void knowsAResidentByToken() {
        resident(RealNameLevel.L2)
                .get()
                .uri("/api/v1/me")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.id")
                .isEqualTo("wang")
                .jsonPath("$.level")
                .isEqualTo("L2");
    }

    @Test
    void knowsStaffByToken() {
        bearing(ISSUER.staffToken("clerk-1", Set.of(Role.CLERK), "civil-affairs", "370202"))
                .get()
                .uri("/admin/v1/desk")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.department")
                .isEqualTo("civil-affairs");
    }

    @Test
    void knowsAServiceByToken() {
        bearing(ISSUER.serviceToken("notifications"))
                .get()
                .uri("/internal/v1/events")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .isEqualTo("notifications");
    }

    @Test
    void refusesAGuestInBothLanguages() {
        guest().get()
                .uri("/api/v1/me")
                .exchange()
                .expectStatus()
                .isUnauthorized()
                .expectHeader()
                .valueEquals("WWW-Authenticate", "Bearer")
                .expectHeader()
                .valueEquals("Content-Language", "zh-Hans")
                .expectHeader()
                .contentType("application/problem+json")
                .expectBody()
                .jsonPath("$.title")
                .isEqualTo("未登录")
                .jsonPath("$.help")
                .isEqualTo("12345");
        guest().get()
                .uri("/api/v1/me")
                .header("Accept-Language", "en-GB,zh;q=0.5")
                .exchange()
                .expectBody()
                .jsonPath("$.title")
                .isEqualTo("Not logged in");
    }
}
