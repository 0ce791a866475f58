package city.zhanqiao.gateway.start;

import city.zhanqiao.gateway.peer.Peer;
import city.zhanqiao.gateway.peer.PeerAnswer;
import city.zhanqiao.gateway.peer.Peers;
import city.zhanqiao.web.language.Language;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The gateway's copy of the start document, fetched again and again. While {@code pilots} is silent
 * the last one known is given out, and before there ever was one, the one built in: it locks nobody
 * out, and names the hotline.
 */
@Component
class StartCopy implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(StartCopy.class);

    private static final String BUILT_IN = "city/zhanqiao/gateway/start/start.json";

    private final Peers peers;
    private final StartSettings settings;
    private final Map<Language, StartDocument> known = new ConcurrentHashMap<>();
    private final AtomicReference<Disposable> refreshing =
            new AtomicReference<>(Disposables.disposed());

    StartCopy(Peers peers, StartSettings settings, JsonMapper json) {
        this.peers = peers;
        this.settings = settings;
        var builtIn = StartDocument.of(read(json));
        for (var language : Language.values()) {
            known.put(language, builtIn);
        }
    }

    /** What is known now; never waits. */
    StartDocument in(Language language) {
        return Objects.requireNonNull(known.get(language));
    }

    @Override
    public void start() {
        // Background work whose life is this bean's; nobody else subscribes to it.
        var refresh =
                Flux.interval(Duration.ZERO, settings.refresh())
                        .onBackpressureDrop()
                        .concatMap(_ -> refresh(), 1)
                        // Beside all requests, until the program stops.
                        .subscribe(_ -> {}, fault -> log.error("Refreshing has ended", fault));
        refreshing.getAndSet(refresh).dispose();
    }

    @Override
    public void stop() {
        refreshing.get().dispose();
    }

    @Override
    public boolean isRunning() {
        return !refreshing.get().isDisposed();
    }

    private Mono<Void> refresh() {
        return peers.address(Peer.PILOTS).isEmpty()
                ? Mono.empty()
                : Flux.fromArray(Language.values()).concatMap(this::refresh).then();
    }

    private Mono<PeerAnswer> refresh(Language language) {
        var headers = new HttpHeaders();
        headers.set(HttpHeaders.ACCEPT_LANGUAGE, language.tag());
        return peers.ask(
                        Peer.PILOTS,
                        address -> address.path("/open/v1/start").build(),
                        headers,
                        settings.budget())
                .doOnNext(answer -> remember(language, answer));
    }

    private void remember(Language language, PeerAnswer answer) {
        if (answer instanceof PeerAnswer.Given given
                && given.isOk()
                && given.body() instanceof ObjectNode body
                && !body.equals(in(language).body())) {
            known.put(language, StartDocument.of(body));
        }
    }

    private static ObjectNode read(JsonMapper json) {
        try (InputStream in = new ClassPathResource(BUILT_IN).getInputStream()) {
            return (ObjectNode) json.readTree(in);
        } catch (IOException missing) {
            throw new UncheckedIOException(missing); // it lies in this very jar
        }
    }
}
