package city.zhanqiao.web.production;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Configuration;
import org.springframework.mock.env.MockEnvironment;

import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

class ProductionTest {

    private static final String COUNTING = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

    @Test
    void acceptsAProductionThatIsOne() {
        assertThat(unfitWith(Map.of())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "zhanqiao.identity.residents.issuer, http://localhost:8090/residents",
        "zhanqiao.identity.residents.issuer, http://issuer.city.gov.cn/residents",
        "zhanqiao.identity.staff.jwks-uri, https://127.0.0.1/jwks",
        "zhanqiao.identity.services.issuer, https://keycloak.test/services",
        "zhanqiao.identity.services.audience, ''",
        "zhanqiao.identity.client.token-uri, https://[::1]/token",
        "zhanqiao.identity.client.client-secret, short",
        "zhanqiao.encryption.active-key, local",
        "zhanqiao.encryption.keys.2026a, " + COUNTING,
        "zhanqiao.encryption.keys.2026a, AAAAAAAAAAAAAAAAAAAAAA==",
        "zhanqiao.encryption.lookup-key, " + COUNTING,
        "zhanqiao.peers.residents, http://127.0.0.1:8102",
        "zhanqiao.push.fcm.base-url, http://pushes.city.gov.cn",
        "zhanqiao.push.sms.url, http://localhost:9999/sms",
        "spring.r2dbc.password, postgres",
        "spring.flyway.password, changeme",
        "zhanqiao.materials.scan.host, ''",
        "zhanqiao.materials.folder, .zhanqiao/materials",
        "zhanqiao.vouchers.public-address, http://localhost:8080",
    })
    void refusesWhatBelongsToDevelopmentByName(String setting, String value) {
        assertThat(unfitWith(Map.of(setting, value)))
                .extracting(Unfit::setting)
                .containsExactly(setting);
    }

    @Test
    void refusesOneKeyForTwoUses() {
        Map<String, String> settings = fit();
        String key = String.valueOf(settings.get("zhanqiao.encryption.keys.2026a"));
        settings.put("zhanqiao.encryption.lookup-key", key);

        assertThat(unfit(settings))
                .extracting(Unfit::setting)
                .containsExactly("zhanqiao.encryption.lookup-key");
    }

    @Test
    void asksAProgramWithoutDatabaseForNoKeys() {
        Map<String, String> gateway = fit();
        gateway.keySet().removeIf(setting -> setting.startsWith("zhanqiao.encryption"));
        gateway.put("spring.application.name", "gateway");
        gateway.remove("zhanqiao.materials.scan.host");

        assertThat(unfit(gateway)).isEmpty();
    }

    @Test
    void asksNoticesForAScannerOfTheirOwn() {
        assertThat(unfitWith(Map.of("spring.application.name", "notices")))
                .extracting(Unfit::setting)
                .containsExactly("zhanqiao.attachments.scan.host", "zhanqiao.attachments.folder");
    }

    @Test
    void takesNoDrawnKeyForATypedOne() {
        Random random = new Random(20_260_801);
        for (int i = 0; i < 10_000; i++) {
            byte[] key = new byte[16];
            random.nextBytes(key);
            assertThat(RandomLooking.test(Base64.getEncoder().encodeToString(key))).isTrue();
        }
    }

    @Test
    @ExtendWith(OutputCaptureExtension.class)
    void endsTheStartNamingTheSettingsAndNoValues(CapturedOutput said) {
        assertThatThrownBy(() -> start("production", Map.of("spring.r2dbc.password", "postgres")))
                .isInstanceOf(NotForProduction.class);

        assertThat(said)
                .contains(
                        "APPLICATION FAILED TO START",
                        "zhanqiao.identity.staff.issuer: is not set",
                        "spring.r2dbc.password: a password of development")
                .doesNotContain("password: postgres");
    }

    @Test
    void startsWithTheSameSettingsElsewhere() {
        start("local", Map.of("spring.r2dbc.password", "postgres"));
    }

    @Test
    void isEitherLocalOrProduction() {
        assertThatThrownBy(() -> start("production,local", fit()))
                .hasMessageContaining("spring.profiles.active");
    }

    private static void start(String profiles, Map<String, String> settings) {
        List<String> arguments = new java.util.ArrayList<>();
        arguments.add("--spring.profiles.active=" + profiles);
        settings.forEach((name, value) -> arguments.add("--%s=%s".formatted(name, value)));
        new SpringApplicationBuilder(Nothing.class)
                .web(WebApplicationType.NONE)
                .bannerMode(org.springframework.boot.Banner.Mode.OFF)
                .run(arguments.toArray(String[]::new))
                .close();
    }

    private static List<Unfit> unfitWith(Map<String, String> changes) {
        Map<String, String> settings = fit();
        settings.putAll(changes);
        return unfit(settings);
    }

    private static List<Unfit> unfit(Map<String, String> settings) {
        MockEnvironment environment = new MockEnvironment();
        environment.setActiveProfiles("production");
        settings.forEach(environment::setProperty);
        return ProductionRules.findUnfit(environment);
    }

    /** What an operator of a city would set; the keys are drawn anew in each run. */
    private static Map<String, String> fit() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("spring.application.name", "applications");
        for (String face : List.of("residents", "staff", "services")) {
            String issuer = "https://login.city.gov.cn/realms/" + face;
            settings.put("zhanqiao.identity." + face + ".issuer", issuer);
            settings.put("zhanqiao.identity." + face + ".jwks-uri", issuer + "/certs");
            settings.put("zhanqiao.identity." + face + ".audience", "zhanqiao-" + face);
        }
        settings.put(
                "zhanqiao.identity.client.token-uri",
                "https://login.city.gov.cn/realms/services/token");
        settings.put("zhanqiao.identity.client.client-secret", key(24));
        settings.put("zhanqiao.encryption.active-key", "2026a");
        settings.put("zhanqiao.encryption.keys.2026a", key(32));
        settings.put("zhanqiao.encryption.lookup-key", key(32));
        settings.put("zhanqiao.peers.residents", "http://residents:8102");
        settings.put("spring.r2dbc.password", key(24));
        settings.put("zhanqiao.materials.scan.host", "clamd");
        settings.put("zhanqiao.materials.folder", "/var/lib/zhanqiao/materials");
        settings.put("zhanqiao.vouchers.public-address", "https://api.city.gov.cn");
        return settings;
    }

    private static String key(int bytes) {
        byte[] key = new byte[bytes];
        new java.security.SecureRandom().nextBytes(key);
        return Base64.getEncoder().encodeToString(key);
    }

    @Configuration(proxyBeanMethods = false)
    static class Nothing {}
}
