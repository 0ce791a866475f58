package city.zhanqiao.web.identity;

import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.reactive.function.client.WebClient;

import reactor.core.Exceptions;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import java.net.URI;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The public keys of one issuer. Fetched once at a time and kept: an issuer that is down logs
 * nobody out, and unknown key ids make at most one fetch in {@code retryAfter}.
 *
 * <p>Spring's own source asks the issuer again for every token with an unknown key id, which lets
 * anyone press the issuer through us.
 */
final class SigningKeys {

    private static final Logger log = LoggerFactory.getLogger(SigningKeys.class);

    private final WebClient http;
    private final URI source;
    private final IdentitySettings.Keys settings;
    private final InstantSource clock;
    private final AtomicReference<Known> known = new AtomicReference<>(Known.NOTHING);
    private final Mono<Known> fetchOnce;

    SigningKeys(WebClient http, URI source, IdentitySettings.Keys settings, InstantSource clock) {
        this.http = http;
        this.source = source;
        this.settings = settings;
        this.clock = clock;
        this.fetchOnce =
                Mono.defer(this::requestKeys)
                        .cache(_ -> Duration.ZERO, _ -> Duration.ZERO, () -> Duration.ZERO);
    }

    /**
     * The keys that may have signed a token with this header; empty when the issuer has none.
     * Errors with {@link KeysUnreachable} when that cannot be told.
     */
    Flux<JWK> of(JWSHeader header) {
        var selector = new JWKSelector(JWKMatcher.forJWSHeader(header));
        return getKnown(selector).flatMapIterable(keys -> keys.select(selector));
    }

    /** Asks before the first token comes. Silence changes nothing: the first token asks again. */
    Mono<Void> fetchEarly() {
        return fetch().doOnNext(known::set).onErrorComplete().then();
    }

    private Mono<Known> getKnown(JWKSelector selector) {
        var now = known.get();
        if (now.holds(selector)) {
            if (isPast(now, settings.freshFor())) {
                // Nobody waits for it: what is known is good until the issuer says otherwise.
                fetchOnce.subscribe();
            }
            return Mono.just(now);
        }
        var newest = isPast(now, settings.retryAfter()) ? fetchOnce : Mono.just(now);
        return newest.handle((keys, sink) -> {
            if (keys.reached() || keys.holds(selector)) {
                sink.next(keys);
            } else {
                sink.error(new KeysUnreachable(source));
            }
        });
    }

    private boolean isPast(Known keys, Duration wait) {
        return !keys.askedAt().plus(wait).isAfter(clock.instant());
    }

    private Mono<Known> requestKeys() {
        return fetch().onErrorResume(_ -> Mono.just(known.get().notReached(clock.instant())))
                .doOnNext(known::set);
    }

    private Mono<Known> fetch() {
        return http.get()
                .uri(source)
                .retrieve()
                .bodyToMono(String.class)
                .timeout(settings.timeout())
                .map(SigningKeys::parse)
                .map(keys -> new Known(keys, clock.instant(), true))
                .doOnError(fault -> log.warn("No signing keys from {}", source, fault));
    }

    private static JWKSet parse(String body) {
        try {
            return JWKSet.parse(body);
        } catch (ParseException fault) {
            throw Exceptions.propagate(fault);
        }
    }

    /**
     * What the issuer was last heard to say.
     *
     * @param askedAt when it was last asked
     * @param reached whether it answered then; the keys are older if not
     */
    private record Known(JWKSet keys, Instant askedAt, boolean reached) {
        static final Known NOTHING = new Known(new JWKSet(), Instant.EPOCH, false);

        boolean holds(JWKSelector selector) {
            return !select(selector).isEmpty();
        }

        List<JWK> select(JWKSelector selector) {
            return selector.select(keys);
        }

        Known notReached(Instant now) {
            return new Known(keys, now, false);
        }
    }

    /** The issuer's keys cannot be had, so nothing is known about a token. */
    static final class KeysUnreachable extends RuntimeException {
        private static final long serialVersionUID = 1;

        KeysUnreachable(URI source) {
            super("No signing keys from " + source, null, false, false);
        }
    }
}
