package city.zhanqiao.local.journey;

import static city.zhanqiao.local.journey.KeycloakDoor.BACK;

import static org.assertj.core.api.Assertions.assertThat;

import city.zhanqiao.local.identity.DemoPeople;
import city.zhanqiao.local.identity.Face;
import city.zhanqiao.local.journey.Browser.Page;
import city.zhanqiao.local.journey.KeycloakDoor.Answer;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.util.Map;

/**
 * What the realms in {@code infra/containers/keycloak} promise, tried at a real Keycloak with the
 * city behind it. Run by {@code -P keycloak} only.
 */
@Tag("keycloak")
@ExtendWith(WholeCity.class)
class KeycloakTest {

    private static final int WRONG_PASSWORDS = 5;

    @Test
    void letsResidentsInWithAllThatTheCityHasToKnow(City city) {
        KeycloakDoor door = door(city);
        JsonNode tokens = door.logIn("xu");
        String token = tokens.path("access_token").asString();

        JsonNode claims = KeycloakDoor.claims(token);
        assertThat(KeycloakDoor.header(token).path("typ").asString()).isEqualTo("at+jwt");
        assertThat(claims.path("iss").asString()).isEqualTo(door.realm(Face.RESIDENTS));
        assertThat(claims.path("aud").asString()).isEqualTo("zhanqiao-residents");
        assertThat(claims.path("sub").asString()).isEqualTo("r-xu");
        assertThat(claims.path("acr").asString()).isEqualTo("L3");
        assertThat(claims.path("auth_time").asLong()).isPositive();
        assertThat(claims.path("exp").asLong() - claims.path("iat").asLong()).isEqualTo(600);
        assertThat(city.bearing(token).get("/api/v1/me").status()).isEqualTo(200);
        assertThat(city.bearing(token).get("/admin/v1/applications").status()).isEqualTo(401);
        assertThat(city.bearing(tokens.path("id_token").asString()).get("/api/v1/me").status())
                .as("an ID token is for the app and opens nothing")
                .isEqualTo(401);
    }

    @Test
    void letsStaffInWithTheirRolesDepartmentAndDistrict(City city) {
        JsonNode claims = KeycloakDoor.claims(city.as("fund-reviewer-laoshan").token());

        assertThat(claims.path("roles").toString()).isEqualTo("[\"reviewer\"]");
        assertThat(claims.path("department").asString()).isEqualTo("housing-fund");
        assertThat(claims.path("district").asString()).isEqualTo("370212");
    }

    @Test
    void givesNoCodeForAPasswordAlone(City city) {
        KeycloakDoor door = door(city);
        for (Face face : new Face[] {Face.RESIDENTS, Face.STAFF}) {
            Answer direct =
                    door.tokens(
                            face,
                            Map.of(
                                    "grant_type",
                                    "password",
                                    "client_id",
                                    "app",
                                    "username",
                                    face == Face.STAFF ? "fund-head" : "lin",
                                    "password",
                                    DemoPeople.PASSWORD));
            assertThat(direct.body().path("error").asString()).isEqualTo("unauthorized_client");
        }
        Browser browser = new Browser(BACK);

        Page second = enter(door, browser, "fund-head", DemoPeople.PASSWORD);

        assertThat(second.told("code")).isEmpty();
        assertThat(second.has("kc-otp-login-form")).isTrue();
        Page refused = browser.submit(second, Map.of("otp", "000000"));
        assertThat(refused.told("code")).isEmpty();
        assertThat(refused.has("kc-otp-login-form")).isTrue();
    }

    @Test
    void letsStaffWithoutASecondFactorSetOneUpAndDoNothingBefore(City city) throws IOException {
        KeycloakDoor door = door(city);
        String credentials = "/staff/users/s-fund-decider-shinan/credentials";
        for (JsonNode credential : door.administer("GET", credentials, "").body()) {
            if (credential.path("type").asString().equals("otp")) {
                door.administer("DELETE", credentials + "/" + credential.path("id").asString(), "");
            }
        }
        Browser browser = new Browser(BACK);

        Page setUp = enter(door, browser, "fund-decider-shinan", DemoPeople.PASSWORD);

        assertThat(setUp.told("code")).isEmpty();
        assertThat(setUp.has("kc-totp-settings-form")).isTrue();
        String secret = setUp.value("totpSecret");
        Page arrived =
                browser.submit(
                        setUp,
                        Map.of(
                                "totp",
                                KeycloakDoor.oneTimeCode(secret),
                                "totpSecret",
                                secret,
                                "userLabel",
                                "phone"));
        assertThat(arrived.told("code")).isPresent();
    }

    @Test
    void locksStaffOutWhoseCredentialsAreGuessedUntilAnAdministratorLetsThemIn(City city)
            throws IOException {
        KeycloakDoor door = door(city);
        String lock = "/staff/attack-detection/brute-force/users/s-fund-clerk-shinan";
        for (int attempt = 0; attempt < WRONG_PASSWORDS; attempt++) {
            Page refused = enter(door, new Browser(BACK), "fund-clerk-shinan", "guess-" + attempt);
            assertThat(refused.has("kc-form-login")).isTrue();
        }

        Page right = enter(door, new Browser(BACK), "fund-clerk-shinan", DemoPeople.PASSWORD);

        assertThat(right.has("kc-form-login")).as("the right password does not help").isTrue();
        assertThat(door.administer("GET", lock, "").body().path("disabled").asBoolean()).isTrue();
        assertThat(enter(door, new Browser(BACK), "fund-clerk-laoshan", DemoPeople.PASSWORD))
                .as("others come in")
                .matches(page -> page.has("kc-otp-login-form"));
        assertThat(door.administer("DELETE", lock, "").status()).isEqualTo(204);
        assertThat(enter(door, new Browser(BACK), "fund-clerk-shinan", DemoPeople.PASSWORD))
                .matches(page -> page.has("kc-otp-login-form"));
    }

    @Test
    void redeemsACodeOnceAndOnlyForWhoeverAskedForIt(City city) {
        KeycloakDoor door = door(city);
        Browser browser = new Browser(BACK);
        String wish = door.wish(Face.RESIDENTS, "app", BACK);

        assertThat(browser.open(wish.replaceAll("&?code_challenge[^&]*", "")).told("error"))
                .contains("invalid_request");
        assertThat(browser.open(wish.replace("signed-in", "elsewhere")).status()).isEqualTo(400);
        String code =
                KeycloakDoor.code(door.passWith(browser, door.person("chen"), browser.open(wish)));
        Map<String, String> stolen =
                Map.of(
                        "grant_type", "authorization_code",
                        "client_id", "app",
                        "redirect_uri", BACK,
                        "code", code,
                        "code_verifier", "another-verifier-that-is-long-enough-to-be-one");
        assertThat(door.tokens(Face.RESIDENTS, stolen).body().path("error").asString())
                .isEqualTo("invalid_grant");
        assertThat(door.redeem(Face.RESIDENTS, "app", BACK, code).status()).isEqualTo(400);
    }

    @Test
    void takesARefreshTokenOnceAndNoneAfterTheLogOut(City city) {
        KeycloakDoor door = door(city);
        String first = door.logIn("zhao").path("refresh_token").asString();
        Answer refreshed = door.refresh(Face.RESIDENTS, first);
        assertThat(refreshed.status()).isEqualTo(200);

        assertThat(door.refresh(Face.RESIDENTS, first).status()).isEqualTo(400);

        String other = door.logIn("sun").path("refresh_token").asString();
        assertThat(door.logOut(Face.RESIDENTS, other).status()).isEqualTo(204);
        assertThat(door.refresh(Face.RESIDENTS, other).status()).isEqualTo(400);
    }

    @Test
    void refreshesNothingForWhoeverIsDisabled(City city) throws IOException {
        KeycloakDoor door = door(city);
        String refresh = door.logIn("fund-decider-laoshan").path("refresh_token").asString();

        door.administer("PUT", "/staff/users/s-fund-decider-laoshan", "{\"enabled\":false}");

        assertThat(door.refresh(Face.STAFF, refresh).status()).isEqualTo(400);
        assertThat(enter(door, new Browser(BACK), "fund-decider-laoshan", DemoPeople.PASSWORD))
                .matches(page -> page.has("kc-form-login"));
    }

    /** The page for one's own account is open to all, and must not be a way to another role. */
    @Test
    void letsNobodyRaiseThemselves(City city) {
        KeycloakDoor door = door(city);
        String before = "{\"username\":\"%s\",\"attributes\":{\"%s\":[\"%s\"]}}";

        assertThat(raised(door, "wang", before.formatted("wang", "level", "L4"))).isEqualTo("L2");
        assertThat(
                        raised(
                                door,
                                "fund-clerk-westcoast",
                                before.formatted("fund-clerk-westcoast", "roles", "auditor")))
                .isEqualTo("[\"clerk\"]");
    }

    /** What stands in a token after somebody has tried to write another level or role there. */
    private static String raised(KeycloakDoor door, String name, String profile) {
        var person = door.person(name);
        Face face = person.face();
        String account = door.realm(face) + "/account/";
        Browser browser = new Browser(account);
        Page arrived =
                door.passWith(
                        browser, person, browser.open(door.wish(face, "account-console", account)));
        String own =
                door.redeem(face, "account-console", account, KeycloakDoor.code(arrived))
                        .body()
                        .path("access_token")
                        .asString();
        assertThat(door.changeOwnProfile(face, own, profile).status()).isIn(204, 400);
        Browser same = browser.of(BACK);
        String code = KeycloakDoor.code(same.open(door.wish(face, "app", BACK)));
        JsonNode claims =
                KeycloakDoor.claims(
                        door.redeem(face, "app", BACK, code)
                                .body()
                                .path("access_token")
                                .asString());
        return face == Face.STAFF ? claims.path("roles").toString() : claims.path("acr").asString();
    }

    @Test
    void givesServicesNoTokenWithoutTheirSecret(City city) {
        Answer refused =
                door(city)
                        .tokens(
                                Face.SERVICES,
                                Map.of(
                                        "grant_type", "client_credentials",
                                        "client_id", "gateway",
                                        "client_secret", "guessed"));

        assertThat(refused.status()).isEqualTo(401);
    }

    /** The first page of staff, filled in. */
    private static Page enter(KeycloakDoor door, Browser browser, String name, String password) {
        return KeycloakDoor.withPassword(
                browser, browser.open(door.wish(Face.STAFF, "app", BACK)), name, password);
    }

    private static KeycloakDoor door(City city) {
        return (KeycloakDoor) city.logIn();
    }
}
