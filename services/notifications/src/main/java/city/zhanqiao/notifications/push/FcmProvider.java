package city.zhanqiao.notifications.push;

import com.google.api.core.ApiFuture;
import com.google.api.core.ApiFutureCallback;
import com.google.api.core.ApiFutures;
import com.google.firebase.messaging.FirebaseMessaging;
import com.google.firebase.messaging.Message;

import reactor.core.publisher.Mono;

import java.io.IOException;
import java.util.function.Supplier;

/**
 * Firebase Cloud Messaging through its Admin SDK. One request for each message: the SDK's batches
 * are no faster and lose a whole batch on one answer that they do not understand.
 */
final class FcmProvider implements PushProvider, AutoCloseable {

    private final Firebase firebase;
    private final FirebaseMessaging messaging;
    private final FcmMessages messages;

    FcmProvider(Firebase firebase, FcmMessages messages) {
        this.firebase = firebase;
        this.messaging = firebase.messaging();
        this.messages = messages;
    }

    @Override
    public Provider provider() {
        return Provider.FCM;
    }

    @Override
    public Mono<PushResult> send(Push push, Address address) {
        return request(() -> messages.toDevice(push, address));
    }

    @Override
    public Mono<PushResult> sendToTopic(Push push, String topic) {
        return request(() -> messages.toTopic(push, topic));
    }

    @Override
    public void close() throws IOException {
        firebase.close();
    }

    private Mono<PushResult> request(Supplier<Message> message) {
        return Mono.defer(() -> toMono(messaging.sendAsync(message.get())))
                .<PushResult>map(PushResult.Accepted::new)
                // A yes without a name comes from something between us and Firebase.
                .switchIfEmpty(Mono.fromSupplier(() -> new PushResult.Ambiguous("NO_NAME")))
                .onErrorResume(fault -> Mono.just(FcmAnswers.of(fault)));
    }

    /** A cancelled future interrupts a thread but not the request, so none is ever cancelled. */
    private static <T> Mono<T> toMono(ApiFuture<T> future) {
        return Mono.create(sink ->
                ApiFutures.addCallback(
                        future,
                        new ApiFutureCallback<T>() {
                            @Override
                            public void onSuccess(T result) {
                                sink.success(result);
                            }

                            @Override
                            public void onFailure(Throwable fault) {
                                sink.error(fault);
                            }
                        },
                        Runnable::run));
    }
}
