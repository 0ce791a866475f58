package city.zhanqiao.gateway.attack;

import static city.zhanqiao.gateway.support.TestCity.bearing;

import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.lessThanOrExactly;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.serverError;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import static java.util.Map.entry;

import city.zhanqiao.gateway.peer.Peer;
import city.zhanqiao.gateway.support.TestCity;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.net.URI;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Tokens that nobody should get in with (RFC 8725), and an issuer on its bad days. */
class ForgedTokenTest {

    private static final String ISSUER = "https://issuer.example/residents";
    private static final String ME = "/api/v1/me";
    private static final RSAKey KEY = rsa("k1");
    private static final RSAKey NEXT = rsa("k2");
    private static final RSAKey STRANGER = rsa("k1");
    private static final ECKey CURVE = ec();

    private static WireMockServer issuer;
    private static TestCity city;

    @BeforeAll
    static void start() {
        issuer = new WireMockServer(options().dynamicPort().bindAddress("127.0.0.1"));
        issuer.start();
        city =
                TestCity.with(
                        Set.of(Peer.RESIDENTS),
                        Map.of(
                                "zhanqiao.identity.residents.issuer",
                                ISSUER,
                                "zhanqiao.identity.residents.jwks-uri",
                                issuer.url("/jwks"),
                                "zhanqiao.identity.staff.issuer",
                                ISSUER,
                                "zhanqiao.identity.staff.jwks-uri",
                                issuer.url("/jwks"),
                                "zhanqiao.identity.staff.audience",
                                "zhanqiao-staff",
                                "zhanqiao.identity.keys.retry-after",
                                "300ms",
                                "zhanqiao.identity.keys.fresh-for",
                                "200ms"));
    }

    @AfterAll
    static void stop() {
        city.close();
        issuer.stop();
    }

    @BeforeEach
    void theIssuerHasOneKey() {
        city.reset();
        city.service(Peer.RESIDENTS).stubFor(get(ME).willReturn(okJson("{}")));
        issuer.resetAll();
        publish(KEY);
    }

    static Map<String, String> forgeries() throws JOSEException {
        JWTClaimsSet good = claims("mallory").build();
        return Map.ofEntries(
                entry("no algorithm", base64("{\"alg\":\"none\"}") + "." + body(good) + "."),
                entry("NoNe", base64("{\"alg\":\"NoNe\"}") + "." + body(good) + "."),
                entry(
                        "the public key as a secret",
                        sign(
                                new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("k1"),
                                good,
                                new MACSigner(KEY.toRSAPublicKey().getEncoded()))),
                entry("another key of the same id", sign(header(), good, signer(STRANGER))),
                entry(
                        "a key that the token brings along",
                        sign(header().jwk(STRANGER.toPublicJWK()), good, signer(STRANGER))),
                entry(
                        "a key from an address in the token",
                        sign(
                                header().jwkURL(URI.create(issuer.url("/evil"))),
                                good,
                                signer(STRANGER))),
                entry(
                        "a certificate from an address in the token",
                        sign(
                                header().x509CertURL(URI.create(issuer.url("/evil"))),
                                good,
                                signer(STRANGER))),
                entry(
                        "a key id that is a path",
                        sign(header().keyID("../../../dev/null"), good, signer(STRANGER))),
                entry(
                        "an elliptic curve",
                        sign(
                                new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("k1"),
                                good,
                                new ECDSASigner(CURVE))),
                entry(
                        "another padding",
                        sign(
                                new JWSHeader.Builder(JWSAlgorithm.PS256).keyID("k1"),
                                good,
                                signer(KEY))),
                entry(
                        "a token of another kind",
                        sign(header().type(new JOSEObjectType("logout+jwt")), good, signer(KEY))),
                entry(
                        "a header that must be understood",
                        sign(
                                header().criticalParams(Set.of("x")).customParam("x", 1),
                                good,
                                signer(KEY))),
                entry("not yet", signed(claims("mallory").notBeforeTime(in(300)))),
                entry("no more", signed(claims("mallory").expirationTime(in(-40)))),
                entry("for ever", signed(claims("mallory").expirationTime(null))),
                entry("for somebody else", signed(claims("mallory").audience("another-city"))),
                entry("from somebody else", signed(claims("mallory").issuer(ISSUER + "/"))),
                entry("of nobody", signed(claims("mallory").subject(null))),
                entry("of a name that breaks lines", signed(claims("mallory\r\nadmin"))));
    }

    @ParameterizedTest
    @MethodSource("names")
    void refuses(String name) throws JOSEException {
        var reply = city.get(ME, bearing(forgeries().getOrDefault(name, "")));

        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.code()).isEqualTo("UNAUTHENTICATED");
        city.service(Peer.RESIDENTS).verify(0, anyRequestedFor(anyUrl()));
        issuer.verify(0, getRequestedFor(urlEqualTo("/evil")));
    }

    static Set<String> names() throws JOSEException {
        return forgeries().keySet();
    }

    @Test
    void letsTheIssuersTokenInWithClocksThatDifferALittle() throws JOSEException {
        assertThat(status(signed(claims("r-lin")))).isEqualTo(200);
        assertThat(status(signed(claims("r-wang").expirationTime(in(-15))))).isEqualTo(200);
        assertThat(status(signed(claims("r-zhou").notBeforeTime(in(15))))).isEqualTo(200);
    }

    /** One issuer for both here, so that the audience alone tells the faces apart. */
    @Test
    void letsATokenInAtTheFaceOfItsAudienceOnly() throws JOSEException {
        String desk = "/admin/v1/residents";
        city.service(Peer.RESIDENTS).stubFor(get(desk).willReturn(okJson("{}")));
        var clerk =
                claims("s-yu")
                        .claim("roles", List.of("clerk"))
                        .claim("department", "human-resources");
        String forResidents = signed(clerk);
        String forStaff = signed(clerk.audience("zhanqiao-staff"));

        assertThat(city.get(desk, bearing(forStaff)).status()).isEqualTo(200);
        assertThat(city.get(desk, bearing(forResidents)).status()).isEqualTo(401);
        assertThat(status(forResidents)).isEqualTo(200);
        assertThat(status(forStaff)).isEqualTo(401);
    }

    @Test
    void refusesOneTokenBesideAnother() throws JOSEException {
        String good = "Bearer " + signed(claims("r-lin"));

        assertThat(city.get(ME, "Authorization", good, "Authorization", good).status())
                .isEqualTo(401);
    }

    @Test
    void refusesATokenThatNestsWithoutEnd() throws JOSEException {
        String deep = "[".repeat(3000) + "]".repeat(3000);
        String token =
                header().build().toBase64URL() + "." + base64("{\"a\":" + deep + "}") + ".AAAA";

        assertThat(status(token)).isIn(400, 401, 413, 431);
    }

    @Test
    void takesTheIssuersNewKeyAndForgetsTheOldOne() throws JOSEException {
        assertThat(status(signed(claims("r-before")))).isEqualTo(200);
        publish(NEXT);

        await().untilAsserted(() ->
                assertThat(
                                status(
                                        sign(
                                                header().keyID("k2"),
                                                claims("r-new").build(),
                                                signer(NEXT))))
                        .isEqualTo(200));
        assertThat(status(signed(claims("r-late")))).isIn(401, 503);
        publish(KEY);
        await().until(() -> status(signed(claims("r-again"))) == 200);
    }

    @Test
    void logsNobodyOutWhileTheIssuerIsDown() throws JOSEException {
        await().until(() -> status(signed(claims("r-first"))) == 200);
        issuer.stubFor(get("/jwks").willReturn(serverError()));

        assertThat(status(signed(claims("r-second")))).isEqualTo(200);
        await().until(() ->
                status(sign(header().keyID("k9"), claims("r-third").build(), signer(STRANGER)))
                        == 503);
        publish(KEY);
        await().until(() -> status(signed(claims("r-fourth"))) == 200);
    }

    @Test
    void letsNobodyPressTheIssuerWithKeysThatAreNone() throws JOSEException {
        await().until(() -> status(signed(claims("r-any"))) == 200);
        issuer.resetRequests();

        for (int number = 0; number < 30; number++) {
            status(sign(header().keyID("none-" + number), claims("m").build(), signer(STRANGER)));
        }

        issuer.verify(lessThanOrExactly(10), getRequestedFor(urlEqualTo("/jwks")));
    }

    private static int status(String token) {
        return city.get(ME, bearing(token)).status();
    }

    private static void publish(RSAKey key) {
        issuer.stubFor(get("/jwks").willReturn(okJson(new JWKSet(key.toPublicJWK()).toString())));
    }

    private static JWTClaimsSet.Builder claims(String subject) {
        return new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .subject(subject)
                .audience("zhanqiao")
                .claim("acr", "L2")
                .issueTime(in(-60))
                .expirationTime(in(600));
    }

    private static String signed(JWTClaimsSet.Builder claims) throws JOSEException {
        return sign(header(), claims.build(), signer(KEY));
    }

    private static JWSHeader.Builder header() {
        return new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("k1").type(JOSEObjectType.JWT);
    }

    private static String sign(JWSHeader.Builder header, JWTClaimsSet claims, JWSSigner signer)
            throws JOSEException {
        var token = new SignedJWT(header.build(), claims);
        token.sign(signer);
        return token.serialize();
    }

    private static JWSSigner signer(RSAKey key) throws JOSEException {
        return new RSASSASigner(key);
    }

    private static Date in(int seconds) {
        return Date.from(Instant.now().plusSeconds(seconds));
    }

    private static String body(JWTClaimsSet claims) {
        return base64(claims.toString());
    }

    private static String base64(String text) {
        return Base64URL.encode(text).toString();
    }

    private static RSAKey rsa(String id) {
        try {
            return new RSAKeyGenerator(2048).keyID(id).generate();
        } catch (JOSEException fault) {
            throw new IllegalStateException(fault);
        }
    }

    private static ECKey ec() {
        try {
            return new ECKeyGenerator(Curve.P_256).keyID("k1").generate();
        } catch (JOSEException fault) {
            throw new IllegalStateException(fault);
        }
    }
}
