package city.zhanqiao.local.push;

import com.google.auth.oauth2.AccessToken;
import com.google.auth.oauth2.GoogleCredentials;
import com.google.firebase.FirebaseApp;
import com.google.firebase.FirebaseOptions;
import com.google.firebase.internal.ApacheHttp2Transport;
import com.google.firebase.messaging.FirebaseMessaging;

import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.core5.http.HttpHost;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;

/** The Firebase Admin SDK, led to a stand-in: it has no setting for another address. */
record GoogleClient(FirebaseApp app, FirebaseMessaging messaging) implements AutoCloseable {

    static GoogleClient of(URI standIn) {
        HttpHost host = new HttpHost("http", standIn.getHost(), standIn.getPort());
        var http =
                ApacheHttp2Transport.defaultHttpAsyncClientBuilder()
                        .setConnectionManager(
                                PoolingAsyncClientConnectionManagerBuilder.create().build())
                        .setRoutePlanner((target, context) -> new HttpRoute(host));
        FirebaseApp app =
                FirebaseApp.initializeApp(
                        FirebaseOptions.builder()
                                .setProjectId("demo-project")
                                .setCredentials(new AnyToken())
                                .setHttpTransport(new ApacheHttp2Transport(http.build()))
                                .build(),
                        "stand-in-test");
        return new GoogleClient(app, FirebaseMessaging.getInstance(app));
    }

    @Override
    public void close() {
        app.delete();
    }

    /** Never asks Google for a token. */
    private static final class AnyToken extends GoogleCredentials {
        private static final long serialVersionUID = 1;

        @Override
        public AccessToken refreshAccessToken() {
            return new AccessToken("any", Date.from(Instant.now().plus(Duration.ofHours(1))));
        }
    }
}
