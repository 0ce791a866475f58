package city.zhanqiao.local.identity;

import static org.assertj.core.api.Assertions.assertThat;

import city.zhanqiao.local.FreePort;
import city.zhanqiao.local.process.Secret;

import com.nimbusds.jwt.JWTClaimsSet;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.stream.Stream;

@Execution(ExecutionMode.CONCURRENT)
class TokenIssuerTest {

    private static final Secret SECRET = Secret.random();
    private static final DemoPeople PEOPLE = DemoPeople.ofQingdao();
    private static final MovableTime TIME = new MovableTime();

    @TempDir private static Path folder;

    private static TokenIssuer issuer;
    private static IssuerClient client;

    @BeforeAll
    static void start() throws IOException {
        issuer = start(FreePort.any(), folder.resolve("keys.json"));
        client = new IssuerClient(issuer.home());
    }

    @AfterAll
    static void stop() {
        issuer.close();
    }

    static Stream<DemoPerson> everybody() {
        return PEOPLE.all();
    }

    @ParameterizedTest
    @MethodSource("everybody")
    void givesEverybodyATokenWithTheAgreedClaims(DemoPerson person) throws Exception {
        JWTClaimsSet token =
                client.verified(
                        person.face(),
                        client.password(person.face(), person.username(), "demo")
                                .required("access_token")
                                .asString());

        assertThat(token.getIssuer())
                .isEqualTo(
                        "http://localhost:" + issuer.home().getPort() + "/" + person.face().path());
        assertThat(token.getAudience()).containsExactly("zhanqiao-" + person.face().path());
        assertThat(token.getSubject()).isEqualTo(person.subject());
        assertThat(
                        Duration.between(
                                token.getIssueTime().toInstant(),
                                token.getExpirationTime().toInstant()))
                .isEqualTo(Duration.ofHours(1));
        assertThat(token.toJSONObject()).containsAllEntriesOf(person.claims(TIME.instant()));
    }

    @Test
    void saysNoMoreOfAResidentThanTheLevelReaches() throws Exception {
        JWTClaimsSet token = client.verified(Face.RESIDENTS, client.bareToken("zhou"));

        assertThat(token.getClaims()).doesNotContainKeys("name", "resident_number");
        assertThat(token.getClaim("acr")).isEqualTo("L1");
    }

    @ParameterizedTest
    @CsvSource({
        "residents, lin, wrong",
        "residents, nobody, demo",
        "residents, hr-clerk-shinan, demo",
        "staff, lin, demo",
    })
    void refusesWhoIsNotOneOfItsPeople(String face, String username, String password)
            throws Exception {
        assertThat(
                        client.password(Face.ofPath(face).orElseThrow(), username, password)
                                .path("error")
                                .asString())
                .isEqualTo("invalid_grant");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "client_credentials",
                "urn:ietf:params:oauth:grant-type:jwt-bearer",
                "urn:ietf:params:oauth:grant-type:token-exchange"
            })
    void givesNoTokenToAnApplicationThatNamesItself(String grant) throws Exception {
        for (Face face : new Face[] {Face.RESIDENTS, Face.STAFF}) {
            assertThat(
                            client.token(
                                            face,
                                            Map.of(
                                                    "grant_type",
                                                    grant,
                                                    "client_id",
                                                    "s-hr-head",
                                                    "client_secret",
                                                    "x",
                                                    "assertion",
                                                    client.bareToken("lin")))
                                    .path("error")
                                    .asString())
                    .isEqualTo("unsupported_grant_type");
        }
    }

    @Test
    void givesAServiceATokenForItsSecretOnly() throws Exception {
        JWTClaimsSet token =
                client.verified(
                        Face.SERVICES,
                        client.service("pilots", SECRET.value())
                                .required("access_token")
                                .asString());

        assertThat(token.getSubject()).isEqualTo("pilots");
        assertThat(token.getAudience()).containsExactly("zhanqiao-services");
        assertThat(client.service("pilots", "guess").path("error").asString())
                .isEqualTo("invalid_client");
        assertThat(client.service("stranger", SECRET.value()).path("error").asString())
                .isEqualTo("invalid_client");
    }

    @Test
    void logsInByThePageWithProofOfPossession() throws Exception {
        IssuerClient.LogIn logIn = client.logIn(Face.RESIDENTS, "lin");

        assertThat(
                        client.exchange(logIn, "another-verifier-than-the-one-that-was-promised")
                                .path("error")
                                .asString())
                .isEqualTo("invalid_grant");

        IssuerClient.LogIn again = client.logIn(Face.RESIDENTS, "lin");
        JWTClaimsSet token =
                client.verified(
                        Face.RESIDENTS,
                        client.exchange(again, again.verifier())
                                .required("access_token")
                                .asString());

        assertThat(token.getSubject()).isEqualTo("r-lin");
        assertThat(token.getAudience()).containsExactly("zhanqiao-residents");
        assertThat(token.getClaim("acr")).isEqualTo("L3");
        assertThat(token.getClaim("resident_number")).isEqualTo("370202199304129961");
    }

    @Test
    void refreshesWithoutMakingTheLogInYounger() throws Exception {
        IssuerClient.LogIn logIn = client.logIn(Face.STAFF, "hr-clerk-shinan");
        Instant loggedIn = TIME.instant();
        String refresh =
                client.exchange(logIn, logIn.verifier()).required("refresh_token").asString();
        TIME.advance(Duration.ofMinutes(20));

        JWTClaimsSet token =
                client.verified(
                        Face.STAFF,
                        client.refresh(Face.STAFF, refresh).required("access_token").asString());

        assertThat(token.getLongClaim("auth_time")).isEqualTo(loggedIn.getEpochSecond());
        assertThat(token.getIssueTime()).isAfter(java.util.Date.from(loggedIn));
    }

    @Test
    void showsEverybodyOnThePageInBothLanguages() throws Exception {
        String residents = client.page(Face.RESIDENTS);
        String staff = client.page(Face.STAFF);

        assertThat(PEOPLE.residents())
                .allMatch(person -> residents.contains("value=\"" + person.username() + "\""));
        assertThat(PEOPLE.staff())
                .allMatch(person -> staff.contains("value=\"" + person.username() + "\""));
        assertThat(residents).contains("居民登录", "Log in as a resident", "陈桂英");
        assertThat(staff).contains("青岛市民政局", "Municipal Civil Affairs Bureau", "全市");
        assertThat(residents + staff).doesNotContain("src=", "@import", "url(", "//fonts");
    }

    @Test
    void showsTheTokenToWhoLoggedInFromItsOwnFirstPage() throws Exception {
        String page = client.logInFromFirstPage(Face.RESIDENTS, "chen");

        String token = page.replaceAll("(?s).*readonly>([^<]+)<.*", "$1");
        assertThat(client.verified(Face.RESIDENTS, token).getSubject()).isEqualTo("r-chen");
    }

    @Test
    void doesNotLogInAStrangerByThePage() throws Exception {
        assertThat(client.logInStatus(Face.RESIDENTS, "hr-head")).isEqualTo(400);
    }

    @Test
    void namesOneIssuerWhateverItIsCalled() throws Exception {
        JWTClaimsSet token =
                client.verified(Face.RESIDENTS, client.bareTokenBy("127.0.0.1", "lin"));

        assertThat(token.getIssuer()).startsWith("http://localhost:");
    }

    @Test
    void knowsNoOtherIssuer() throws Exception {
        assertThat(client.status("/strangers/jwks")).isEqualTo(404);
        assertThat(client.status("/tokens/nobody")).isEqualTo(404);
    }

    @Test
    void tokensOutliveARestart(@TempDir Path other) throws Exception {
        int port = FreePort.any();
        IssuerClient before;
        String token;
        try (TokenIssuer first = start(port, other.resolve("keys.json"))) {
            before = new IssuerClient(first.home());
            token = before.bareToken("lin");
        }
        int next = FreePort.any();
        try (TokenIssuer second = start(next, other.resolve("keys.json"))) {
            assertThat(new IssuerClient(second.home()).signedBySameKeys(Face.RESIDENTS, token))
                    .isTrue();
        }
    }

    private static TokenIssuer start(int port, Path keys) throws IOException {
        return TokenIssuer.start(port, keys, PEOPLE, Map.of("pilots", SECRET), TIME);
    }

    /** Begins now, because the JWT library compares with the real clock; goes on when told. */
    private static final class MovableTime implements InstantSource {
        private Instant now = Instant.now().minus(Duration.ofMinutes(30));

        @Override
        public Instant instant() {
            return now;
        }

        void advance(Duration by) {
            now = now.plus(by);
        }
    }
}
