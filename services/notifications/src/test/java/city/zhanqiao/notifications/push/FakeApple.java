package city.zhanqiao.notifications.push;

import com.eatthepath.pushy.apns.server.MockApnsServer;
import com.eatthepath.pushy.apns.server.MockApnsServerBuilder;
import com.eatthepath.pushy.apns.server.RejectedNotificationException;
import com.eatthepath.pushy.apns.server.RejectionReason;
import com.eatthepath.pushy.apns.server.UnregisteredDeviceTokenException;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.handler.codec.http2.Http2Headers;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/**
 * Pushy's own stand-in for Apple, over TLS and HTTP/2, with a certificate and a signing key made
 * for the test. It refuses tokens for the reasons that a test gives.
 */
public final class FakeApple implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String PASSWORD = "of-a-test";

    /** On a thread that may block, so that it can hang. */
    @SuppressWarnings("deprecation") // The library knows no other kind.
    private final EventLoopGroup loop =
            new NioEventLoopGroup(1, Thread.ofPlatform().daemon().factory());

    private final Path folder;
    private final MockApnsServer server;
    private final int port;
    private final Map<String, RejectionReason> refusals = new ConcurrentHashMap<>();
    private final List<Sent> sent = new CopyOnWriteArrayList<>();
    private volatile CountDownLatch hanging = new CountDownLatch(0);

    private FakeApple(Path folder) throws IOException, GeneralSecurityException {
        this.folder = folder;
        KeyStore store = keyStore(folder);
        X509Certificate certificate = (X509Certificate) store.getCertificate("apple");
        Files.writeString(
                folder.resolve("trusted.pem"), pem("CERTIFICATE", certificate.getEncoded()));
        KeyPairGenerator keys = KeyPairGenerator.getInstance("EC");
        keys.initialize(new ECGenParameterSpec("secp256r1"));
        Files.writeString(
                folder.resolve("key.p8"),
                pem("PRIVATE KEY", keys.generateKeyPair().getPrivate().getEncoded()));
        this.server =
                new MockApnsServerBuilder()
                        .setEventLoopGroup(loop)
                        .setServerCredentials(
                                new X509Certificate[] {certificate},
                                (PrivateKey) store.getKey("apple", PASSWORD.toCharArray()),
                                null)
                        .setHandlerFactory(session -> this::handle)
                        .build();
        this.port = server.start(0).join();
    }

    public static FakeApple start() {
        try {
            return new FakeApple(Files.createTempDirectory("apple"));
        } catch (IOException | GeneralSecurityException fault) {
            throw new IllegalStateException(fault);
        }
    }

    /** What leads a service to it. */
    public Map<String, String> properties() {
        String prefix = "zhanqiao.push.apns.";
        return Map.of(
                prefix + "key-file", folder.resolve("key.p8").toString(),
                prefix + "key-id", "KEY4TESTS0",
                prefix + "team-id", "TEAM4TESTS",
                prefix + "topic", "city.zhanqiao.app",
                prefix + "host", "localhost",
                prefix + "port", Integer.toString(port),
                prefix + "trusted", folder.resolve("trusted.pem").toString(),
                prefix + "timeout", "2s");
    }

    ApnsSettings settings(Duration timeout) {
        return new ApnsSettings(
                folder.resolve("key.p8").toString(),
                "KEY4TESTS0",
                "TEAM4TESTS",
                "city.zhanqiao.app",
                "localhost",
                port,
                folder.resolve("trusted.pem").toString(),
                1,
                Duration.ofSeconds(5),
                timeout);
    }

    /** Refuses a token for that reason, always. */
    public void refuses(String token, RejectionReason reason) {
        refusals.put(token, reason);
    }

    /** Answers nobody until the latch is opened. */
    CountDownLatch hangs() {
        hanging = new CountDownLatch(1);
        return hanging;
    }

    /** What was sent to a token, in order, whatever was answered. */
    public List<Sent> sentTo(String token) {
        return sent.stream().filter(one -> one.token().equals(token)).toList();
    }

    private void handle(Http2Headers headers, ByteBuf payload)
            throws RejectedNotificationException {
        String token = headers.path().toString().replace("/3/device/", "");
        sent.add(
                new Sent(
                        token,
                        header(headers, "apns-topic"),
                        header(headers, "apns-collapse-id"),
                        header(headers, "apns-priority"),
                        header(headers, "apns-expiration"),
                        header(headers, "authorization"),
                        JSON.readTree(payload.toString(StandardCharsets.UTF_8))));
        waitWhileHanging();
        RejectionReason reason = refusals.get(token);
        if (reason == RejectionReason.UNREGISTERED) {
            throw new UnregisteredDeviceTokenException(Instant.now());
        }
        if (reason != null) {
            throw new RejectedNotificationException(reason);
        }
    }

    private void waitWhileHanging() {
        try {
            hanging.await();
        } catch (InterruptedException fault) {
            Thread.currentThread().interrupt();
        }
    }

    private static String header(Http2Headers headers, String name) {
        return String.valueOf(headers.get(name));
    }

    /** A self-signed certificate; only the JDK's own tool makes one without further libraries. */
    private static KeyStore keyStore(Path folder) throws IOException, GeneralSecurityException {
        Path file = folder.resolve("apple.p12");
        Process tool =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                "-genkeypair",
                                "-alias",
                                "apple",
                                "-keyalg",
                                "EC",
                                "-dname",
                                "CN=localhost",
                                "-ext",
                                "SAN=dns:localhost",
                                "-validity",
                                "2",
                                "-storetype",
                                "PKCS12",
                                "-keystore",
                                file.toString(),
                                "-storepass",
                                PASSWORD)
                        .redirectErrorStream(true)
                        .start();
        String said = new String(tool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!Files.exists(file)) {
            throw new IllegalStateException("no certificate: " + said);
        }
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD.toCharArray());
        }
        return store;
    }

    private static String pem(String what, byte[] bytes) {
        String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
        return "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(what, lines, what);
    }

    @Override
    public void close() {
        server.shutdown().join();
        loop.close();
    }

    /** A request. */
    public record Sent(
            String token,
            String topic,
            String collapseId,
            String priority,
            String expiration,
            String authorization,
            JsonNode payload) {}
}
