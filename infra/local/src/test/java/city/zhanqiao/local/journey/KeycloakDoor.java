package city.zhanqiao.local.journey;

import city.zhanqiao.local.identity.DemoPeople;
import city.zhanqiao.local.identity.DemoPerson;
import city.zhanqiao.local.identity.Face;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The log-in of a Keycloak as an app sees it: the code with proof of possession (RFC 7636), and for
 * staff a second factor.
 */
final class KeycloakDoor implements LogIn {

    /** Where the app of the realm files waits for its code; nobody has to listen there. */
    static final String BACK = "http://localhost:8080/signed-in";

    /** Any text of the right length that one app alone knows. */
    static final String VERIFIER = "a-verifier-that-is-neither-short-nor-guessed";

    /** Shorter than the life of a token by more than a test takes. */
    private static final Duration KEPT = Duration.ofMinutes(4);

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final JsonMapper JSON = new JsonMapper();

    private final String home;
    private final Path administrator;
    private final DemoPeople people = DemoPeople.ofQingdao();
    private final Map<String, Kept> tokens = new HashMap<>();

    /**
     * @param folder of the stack, where the administrator's password lies
     */
    KeycloakDoor(int port, Path folder) {
        this.home = "http://localhost:" + port;
        this.administrator = folder.resolve("secrets/keycloak-admin");
    }

    @Override
    public synchronized String token(String name) {
        Kept kept = tokens.get(name);
        if (kept == null || kept.until().isBefore(Instant.now())) {
            String token = logIn(name).path("access_token").asString();
            kept = new Kept(token, Instant.now().plus(KEPT));
            tokens.put(name, kept);
        }
        return kept.token();
    }

    /** All tokens that somebody gets for a whole log-in. */
    JsonNode logIn(String name) {
        Browser browser = new Browser(BACK);
        DemoPerson person = people.find(name).orElseThrow();
        Browser.Page arrived =
                passWith(browser, person, browser.open(wish(person.face(), "app", BACK)));
        return redeem(person.face(), "app", BACK, code(arrived)).body();
    }

    /** Fills in the pages between a wish and the code. */
    Browser.Page passWith(Browser browser, DemoPerson person, Browser.Page first) {
        Browser.Page next = withPassword(browser, first, person.username(), DemoPeople.PASSWORD);
        return next.has("kc-otp-login-form")
                ? browser.submit(next, Map.of("otp", oneTimeCode(DemoPeople.SECOND_FACTOR)))
                : next;
    }

    static Browser.Page withPassword(
            Browser browser, Browser.Page page, String name, String password) {
        return browser.submit(page, Map.of("username", name, "password", password));
    }

    static String code(Browser.Page arrived) {
        return arrived.told("code").orElseThrow(() -> new AssertionError(arrived));
    }

    /** The address at which an app asks for a code. */
    String wish(Face face, String client, String back) {
        return realm(face)
                + "/protocol/openid-connect/auth?"
                + Browser.encode(
                        Map.of(
                                "client_id",
                                client,
                                "redirect_uri",
                                back,
                                "response_type",
                                "code",
                                "scope",
                                "openid",
                                "code_challenge",
                                challenge(),
                                "code_challenge_method",
                                "S256"));
    }

    Answer redeem(Face face, String client, String back, String code) {
        return tokens(
                face,
                Map.of(
                        "grant_type", "authorization_code",
                        "client_id", client,
                        "redirect_uri", back,
                        "code", code,
                        "code_verifier", VERIFIER));
    }

    Answer refresh(Face face, String token) {
        return tokens(
                face,
                Map.of("grant_type", "refresh_token", "client_id", "app", "refresh_token", token));
    }

    Answer tokens(Face face, Map<String, String> form) {
        return post(realm(face) + "/protocol/openid-connect/token", form);
    }

    Answer logOut(Face face, String refreshToken) {
        return post(
                realm(face) + "/protocol/openid-connect/logout",
                Map.of("client_id", "app", "refresh_token", refreshToken));
    }

    /** Changes one's own profile, as Keycloak's page for accounts does. */
    Answer changeOwnProfile(Face face, String token, String body) {
        return send(
                HttpRequest.newBuilder(URI.create(realm(face) + "/account/"))
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", "application/json")
                        .header("Accept", "application/json")
                        .POST(BodyPublishers.ofString(body)));
    }

    /** Whatever an administrator may do at {@code /admin/realms}. */
    Answer administer(String method, String path, String body) throws IOException {
        Map<String, String> form =
                Map.of(
                        "grant_type", "password",
                        "client_id", "admin-cli",
                        "username", "admin",
                        "password", Files.readString(administrator).strip());
        String token =
                post(home + "/realms/master/protocol/openid-connect/token", form)
                        .body()
                        .path("access_token")
                        .asString();
        return send(
                HttpRequest.newBuilder(URI.create(home + "/admin/realms" + path))
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", "application/json")
                        .method(method, BodyPublishers.ofString(body)));
    }

    DemoPerson person(String name) {
        return people.find(name).orElseThrow();
    }

    String realm(Face face) {
        return home + "/realms/" + face.path();
    }

    /** RFC 6238 with the realm's policy: six digits, thirty seconds, SHA-1. */
    static String oneTimeCode(String secret) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
            long step = Instant.now().getEpochSecond() / 30;
            byte[] hash = mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(step).array());
            int offset = hash[hash.length - 1] & 0xf;
            int number = ByteBuffer.wrap(hash).getInt(offset) & 0x7fff_ffff;
            return "%06d".formatted(number % 1_000_000);
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException(missing);
        }
    }

    private static String challenge() {
        try {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(VERIFIER.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException(missing);
        }
    }

    private static Answer post(String address, Map<String, String> form) {
        return send(
                HttpRequest.newBuilder(URI.create(address))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(Browser.encode(form))));
    }

    private static Answer send(HttpRequest.Builder request) {
        try {
            var answer = HTTP.send(request.build(), BodyHandlers.ofString());
            return new Answer(answer.statusCode(), answer.body());
        } catch (IOException fault) {
            throw new IllegalStateException(fault);
        } catch (InterruptedException fault) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(fault);
        }
    }

    /** What Keycloak answered. */
    record Answer(int status, String text) {

        JsonNode body() {
            return JSON.readTree(text.isEmpty() ? "{}" : text);
        }
    }

    private record Kept(String token, Instant until) {}

    /** What stands in a token, unverified. */
    static JsonNode claims(String token) {
        return part(token, 1);
    }

    /** What stands above it. */
    static JsonNode header(String token) {
        return part(token, 0);
    }

    private static JsonNode part(String token, int number) {
        String part = token.split("\\.", -1)[number];
        return JSON.readTree(
                new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8));
    }
}
