package city.zhanqiao.load.lab;

import city.zhanqiao.city.identity.RealNameLevel;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.sun.net.httpserver.HttpServer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The issuer of the residents in the lab. To sign a hundred thousand tokens takes minutes, so key
 * and tokens are kept in {@code target} from run to run.
 */
final class ResidentTokens implements AutoCloseable {

    private static final String ISSUER = "http://127.0.0.1/bench";
    private static final String AUDIENCE = "zhanqiao";
    private static final Duration LIFE = Duration.ofDays(30);
    private static final Duration RENEWED_AFTER = Duration.ofDays(20);

    private final Path folder;
    private final TokenSigner signer;
    private final HttpServer server;

    private ResidentTokens(Path folder, TokenSigner signer, HttpServer server) {
        this.folder = folder;
        this.signer = signer;
        this.server = server;
    }

    static ResidentTokens in(Path folder) {
        try {
            RSAKey key = key(folder);
            byte[] keys = new JWKSet(key.toPublicJWK()).toString().getBytes(StandardCharsets.UTF_8);
            HttpServer server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext(
                    "/jwks",
                    exchange -> {
                        try (exchange) {
                            exchange.sendResponseHeaders(200, keys.length);
                            exchange.getResponseBody().write(keys);
                        }
                    });
            server.start();
            return new ResidentTokens(folder, new TokenSigner(key), server);
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        } catch (JOSEException | ParseException fault) {
            throw new CannotMeasure("no key to sign tokens with", fault);
        }
    }

    /** What makes a service trust these tokens. */
    Map<String, String> properties() {
        String prefix = "zhanqiao.identity.residents.";
        return Map.of(
                prefix + "issuer",
                ISSUER,
                prefix + "jwks-uri",
                "http://127.0.0.1:" + server.getAddress().getPort() + "/jwks",
                prefix + "audience",
                AUDIENCE);
    }

    /** One token for a resident of that name. */
    String token(String subject) {
        Instant now = Instant.now();
        return signer.sign(
                new JWTClaimsSet.Builder()
                        .issuer(ISSUER)
                        .subject(subject)
                        .audience(AUDIENCE)
                        .issueTime(Date.from(now))
                        .expirationTime(Date.from(now.plus(LIFE)))
                        .claim("acr", RealNameLevel.L3.name())
                        .claim("auth_time", now.getEpochSecond())
                        .build());
    }

    /** A file with one token a line, each of another resident. */
    Path file(int residents) {
        try {
            Path all = folder.resolve("tokens");
            List<String> tokens =
                    new ArrayList<>(Files.exists(all) ? Files.readAllLines(all) : List.of());
            int known = tokens.size();
            if (known < residents) {
                tokens.addAll(
                        IntStream.range(known, residents)
                                .parallel()
                                .mapToObj(number -> token("resident-" + number))
                                .toList());
                Files.write(all, tokens);
            }
            return Files.write(folder.resolve("tokens-" + residents), tokens.subList(0, residents));
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private static RSAKey key(Path folder) throws IOException, JOSEException, ParseException {
        Path file = folder.resolve("key.json");
        boolean fresh =
                Files.exists(file)
                        && Files.getLastModifiedTime(file)
                                .toInstant()
                                .isAfter(Instant.now().minus(RENEWED_AFTER));
        if (fresh) {
            return RSAKey.parse(Files.readString(file));
        }
        Files.deleteIfExists(folder.resolve("tokens"));
        RSAKey key = new RSAKeyGenerator(2048).keyID("bench").generate();
        Files.writeString(file, key.toJSONString());
        return key;
    }
}
