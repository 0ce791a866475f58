package city.zhanqiao.local.identity;

import city.zhanqiao.local.process.Secret;

import no.nav.security.mock.oauth2.OAuth2Config;
import no.nav.security.mock.oauth2.http.NettyWrapper;
import no.nav.security.mock.oauth2.http.OAuth2HttpRequestHandler;
import no.nav.security.mock.oauth2.token.OAuth2TokenProvider;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The OpenID Connect issuer of the stack. In front of the library's endpoints it lets in only the
 * demo people and the services, where the library alone would give a token to whatever name is
 * sent.
 */
public final class TokenIssuer implements Issuer {

    private final NettyWrapper server;
    private final int port;

    private TokenIssuer(NettyWrapper server, int port) {
        this.server = server;
        this.port = port;
    }

    /**
     * Starts the issuer on loopback.
     *
     * @param keys the file with the signing keys, made at the first start
     * @param services which services get a token, and for which secret
     */
    public static TokenIssuer start(
            int port,
            Path keys,
            DemoPeople people,
            Map<String, Secret> services,
            InstantSource time)
            throws IOException {
        NettyWrapper server = new NettyWrapper();
        OAuth2Config library =
                new OAuth2Config(
                        true,
                        null,
                        null,
                        false,
                        new OAuth2TokenProvider(SigningKeys.in(keys), time::instant),
                        Arrays.stream(Face.values())
                                .map(face -> new DemoTokens(face, people, time))
                                .collect(Collectors.toSet()),
                        server);
        Door door =
                new Door(
                        URI.create("http://localhost:" + port),
                        people,
                        services,
                        time,
                        new OAuth2HttpRequestHandler(library).getAuthorizationServer());
        server.start(InetAddress.getLoopbackAddress(), port, door::answer);
        return new TokenIssuer(server, port);
    }

    @Override
    public URI issuer(Face face) {
        return home().resolve("/" + face.path());
    }

    @Override
    public URI keys(Face face) {
        return URI.create(issuer(face) + "/jwks");
    }

    @Override
    public URI tokens() {
        return URI.create(issuer(Face.SERVICES) + "/token");
    }

    /** The page where a person is chosen. */
    @Override
    public URI home() {
        return URI.create("http://localhost:" + port);
    }

    @Override
    public String hint() {
        return "";
    }

    @Override
    public void close() {
        server.stop();
    }
}
