package city.zhanqiao.notifications.push;

import com.google.auth.oauth2.AccessToken;
import com.google.auth.oauth2.GoogleCredentials;
import com.google.firebase.FirebaseApp;
import com.google.firebase.FirebaseOptions;
import com.google.firebase.ThreadManager;
import com.google.firebase.internal.ApacheHttp2Transport;
import com.google.firebase.messaging.FirebaseMessaging;

import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClientBuilder;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http2.HttpVersionPolicy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;

/** The Firebase Admin SDK, set up so that it neither waits for ever nor runs out of threads. */
final class Firebase implements AutoCloseable {

    /** For a stand-in, which does not care. */
    private static final String LOCAL_PROJECT = "zhanqiao-local";

    private final FirebaseApp app;
    private final ApacheHttp2Transport transport;

    private Firebase(FirebaseApp app, ApacheHttp2Transport transport) {
        this.app = app;
        this.transport = transport;
    }

    static Firebase open(FcmSettings settings) {
        ApacheHttp2Transport transport = new ApacheHttp2Transport(client(settings));
        FirebaseOptions.Builder options =
                FirebaseOptions.builder()
                        .setCredentials(credentials(settings))
                        .setHttpTransport(transport)
                        .setThreadManager(new VirtualThreads())
                        .setConnectTimeout(Math.toIntExact(settings.connectTimeout().toMillis()))
                        .setReadTimeout(Math.toIntExact(settings.readTimeout().toMillis()));
        // No write time-out: it hides refused connections (mended in 9.12).
        if (settings.isLedElsewhere() || !settings.projectId().isEmpty()) {
            options.setProjectId(
                    settings.projectId().isEmpty() ? LOCAL_PROJECT : settings.projectId());
        }
        // Several services may share a JVM, and the SDK keeps its apps by name for the whole JVM.
        FirebaseApp app =
                FirebaseApp.initializeApp(options.build(), "zhanqiao-" + UUID.randomUUID());
        return new Firebase(app, transport);
    }

    FirebaseMessaging messaging() {
        return FirebaseMessaging.getInstance(app);
    }

    @Override
    public void close() throws IOException {
        app.delete();
        transport.shutdown();
    }

    private static CloseableHttpAsyncClient client(FcmSettings settings) {
        PoolingAsyncClientConnectionManagerBuilder connections =
                PoolingAsyncClientConnectionManagerBuilder.create()
                        .setMaxConnTotal(settings.connections())
                        .setMaxConnPerRoute(settings.connections())
                        .setDefaultTlsConfig(
                                TlsConfig.custom()
                                        .setVersionPolicy(HttpVersionPolicy.FORCE_HTTP_1)
                                        .build());
        HttpAsyncClientBuilder client =
                ApacheHttp2Transport.defaultHttpAsyncClientBuilder()
                        .setConnectionManager(connections.build());
        if (settings.isLedElsewhere()) {
            // The SDK has no setting for another address.
            URI elsewhere = URI.create(settings.baseUrl());
            HttpHost host =
                    new HttpHost(elsewhere.getScheme(), elsewhere.getHost(), elsewhere.getPort());
            client.setRoutePlanner((target, context) -> new HttpRoute(host));
        }
        return client.build();
    }

    private static GoogleCredentials credentials(FcmSettings settings) {
        if (settings.isLedElsewhere()) {
            return new Anybody();
        }
        try (InputStream key = Files.newInputStream(Path.of(settings.serviceAccount()))) {
            return GoogleCredentials.fromStream(key);
        } catch (IOException fault) {
            throw new UncheckedIOException("the service account's key cannot be read", fault);
        }
    }

    /** Never asks Google for a token. */
    private static final class Anybody extends GoogleCredentials {
        private static final long serialVersionUID = 1;
        private static final Instant NEVER = Instant.parse("2999-12-31T00:00:00Z");

        @Override
        public AccessToken refreshAccessToken() {
            return new AccessToken("anybody", Date.from(NEVER));
        }
    }

    /** The SDK blocks a thread for each request; virtual ones cost next to nothing. */
    private static final class VirtualThreads extends ThreadManager {
        private final ThreadFactory threads = Thread.ofVirtual().name("fcm-", 0).factory();

        @Override
        protected ExecutorService getExecutor(FirebaseApp app) {
            return Executors.newThreadPerTaskExecutor(threads);
        }

        @Override
        protected void releaseExecutor(FirebaseApp app, ExecutorService executor) {
            executor.shutdownNow();
        }

        @Override
        protected ThreadFactory getThreadFactory() {
            return threads;
        }
    }
}
