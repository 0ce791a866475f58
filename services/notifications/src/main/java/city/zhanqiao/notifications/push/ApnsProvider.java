package city.zhanqiao.notifications.push;

import com.eatthepath.pushy.apns.ApnsClient;
import com.eatthepath.pushy.apns.ApnsClientBuilder;
import com.eatthepath.pushy.apns.auth.ApnsSigningKey;

import reactor.core.publisher.Mono;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.InstantSource;

/**
 * Apple's push service over HTTP/2, through Pushy, which renews the token of our key by itself. It
 * has no topics that apps follow; its broadcasts go to devices one by one.
 */
final class ApnsProvider implements PushProvider, AutoCloseable {

    private final ApnsClient client;
    private final ApnsNotifications notifications;
    private final Duration timeout;

    private ApnsProvider(ApnsClient client, ApnsNotifications notifications, Duration timeout) {
        this.client = client;
        this.notifications = notifications;
        this.timeout = timeout;
    }

    static ApnsProvider open(ApnsSettings settings, InstantSource clock) {
        ApnsClientBuilder client =
                new ApnsClientBuilder()
                        .setApnsServer(settings.host(), settings.port())
                        .setConcurrentConnections(settings.connections())
                        .setConnectionTimeout(settings.connectTimeout());
        try {
            client.setSigningKey(
                    ApnsSigningKey.loadFromPkcs8File(
                            new File(settings.keyFile()), settings.teamId(), settings.keyId()));
            if (!settings.trusted().isEmpty()) {
                client.setTrustedServerCertificateChain(new File(settings.trusted()));
            }
            return new ApnsProvider(
                    client.build(),
                    new ApnsNotifications(settings.topic(), clock),
                    settings.timeout());
        } catch (IOException fault) {
            throw new UncheckedIOException("the key for Apple cannot be read", fault);
        } catch (GeneralSecurityException fault) {
            throw new IllegalArgumentException("the key for Apple is not one", fault);
        }
    }

    @Override
    public Provider provider() {
        return Provider.APNS;
    }

    /** A request that nobody waits for any more still goes its way; so it is never cancelled. */
    @Override
    public Mono<PushResult> send(Push push, Address address) {
        return Mono.defer(() ->
                        Mono.fromFuture(
                                client.sendNotification(notifications.toDevice(push, address)),
                                true))
                .map(ApnsAnswers::of)
                .timeout(timeout)
                .onErrorResume(fault -> Mono.just(ApnsAnswers.of(fault)));
    }

    /** Lets what is under way come to its end, within the library's own time. */
    @Override
    public void close() {
        client.close().join();
    }
}
