package city.zhanqiao.local.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import com.nimbusds.oauth2.sdk.pkce.CodeChallenge;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Map;
import java.util.stream.Collectors;

/** What an application and a service do with the issuer. */
final class IssuerClient {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String BACK = "http://localhost:9/back";

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI home;

    IssuerClient(URI home) {
        this.home = home;
    }

    /** A log-in on the page that was not yet exchanged for a token. */
    record LogIn(Face face, String code, String verifier) {}

    JsonNode password(Face face, String username, String password)
            throws IOException, InterruptedException {
        return token(
                face,
                Map.of(
                        "grant_type",
                        "password",
                        "username",
                        username,
                        "password",
                        password,
                        "client_id",
                        "app"));
    }

    JsonNode service(String name, String secret) throws IOException, InterruptedException {
        return token(
                Face.SERVICES,
                Map.of(
                        "grant_type", "client_credentials",
                        "client_id", name,
                        "client_secret", secret));
    }

    JsonNode refresh(Face face, String refreshToken) throws IOException, InterruptedException {
        return token(
                face,
                Map.of(
                        "grant_type", "refresh_token",
                        "refresh_token", refreshToken,
                        "client_id", "app"));
    }

    LogIn logIn(Face face, String username) throws IOException, InterruptedException {
        CodeVerifier verifier = new CodeVerifier();
        HttpResponse<String> answer = post(authorize(face, verifier), Map.of("username", username));
        String location = answer.headers().firstValue("Location").orElseThrow();
        return new LogIn(
                face, location.replaceAll(".*[?&]code=([^&]+).*", "$1"), verifier.getValue());
    }

    int logInStatus(Face face, String username) throws IOException, InterruptedException {
        return post(authorize(face, new CodeVerifier()), Map.of("username", username)).statusCode();
    }

    JsonNode exchange(LogIn logIn, String verifier) throws IOException, InterruptedException {
        return token(
                logIn.face(),
                Map.of(
                        "grant_type",
                        "authorization_code",
                        "code",
                        logIn.code(),
                        "redirect_uri",
                        BACK,
                        "client_id",
                        "app",
                        "code_verifier",
                        verifier));
    }

    /** Follows the links a person would, and gives the last page. */
    String logInFromFirstPage(Face face, String username) throws IOException, InterruptedException {
        String link =
                get("/").body()
                        .replaceAll(
                                "(?s).*href=\"([^\"]*/" + face.path() + "/authorize[^\"]*)\".*",
                                "$1")
                        .replace("&amp;", "&");
        HttpResponse<String> answer = post(URI.create(link), Map.of("username", username));
        return send(HttpRequest.newBuilder(
                        URI.create(answer.headers().firstValue("Location").orElseThrow())))
                .body();
    }

    String page(Face face) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(authorize(face, new CodeVerifier()))).body();
    }

    String bareToken(String name) throws IOException, InterruptedException {
        return get("/tokens/" + name).body();
    }

    String bareTokenBy(String host, String name) throws IOException, InterruptedException {
        URI other = URI.create("http://" + host + ":" + home.getPort() + "/tokens/" + name);
        return send(HttpRequest.newBuilder(other)).body();
    }

    int status(String path) throws IOException, InterruptedException {
        return get(path).statusCode();
    }

    JsonNode token(Face face, Map<String, String> form) throws IOException, InterruptedException {
        return JSON.readTree(post(home.resolve("/" + face.path() + "/token"), form).body());
    }

    /** Checks the signature with the published keys, and that the token is valid now. */
    JWTClaimsSet verified(Face face, String token)
            throws IOException,
                    InterruptedException,
                    ParseException,
                    BadJOSEException,
                    JOSEException {
        DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
        processor.setJWSKeySelector(
                new JWSVerificationKeySelector<>(
                        JWSAlgorithm.RS256, new ImmutableJWKSet<>(keys(face))));
        return processor.process(token, null);
    }

    boolean signedBySameKeys(Face face, String token)
            throws IOException, InterruptedException, ParseException, JOSEException {
        SignedJWT signed = SignedJWT.parse(token);
        return signed.verify(
                new RSASSAVerifier(
                        keys(face).getKeyByKeyId(signed.getHeader().getKeyID()).toRSAKey()));
    }

    private JWKSet keys(Face face) throws IOException, InterruptedException, ParseException {
        return JWKSet.parse(get("/" + face.path() + "/jwks").body());
    }

    private URI authorize(Face face, CodeVerifier verifier) {
        return home.resolve(
                "/"
                        + face.path()
                        + "/authorize?"
                        + form(
                                Map.of(
                                        "client_id", "app",
                                        "response_type", "code",
                                        "scope", "openid",
                                        "state", "s",
                                        "redirect_uri", BACK,
                                        "code_challenge_method", "S256",
                                        "code_challenge",
                                                CodeChallenge.compute(
                                                                CodeChallengeMethod.S256, verifier)
                                                        .getValue())));
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(home.resolve(path)));
    }

    private HttpResponse<String> post(URI uri, Map<String, String> form)
            throws IOException, InterruptedException {
        return send(
                HttpRequest.newBuilder(uri)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(form(form))));
    }

    private HttpResponse<String> send(HttpRequest.Builder request)
            throws IOException, InterruptedException {
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private static String form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field ->
                        field.getKey()
                                + "="
                                + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }
}
