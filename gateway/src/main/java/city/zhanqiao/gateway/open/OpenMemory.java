package city.zhanqiao.gateway.open;

import city.zhanqiao.city.problem.ProblemException;
import city.zhanqiao.gateway.open.OpenAnswer.Question;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

import reactor.core.publisher.Mono;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Remembers open answers. Each question is asked once at a time, whoever waits for it; while its
 * service is silent the last answer known is given out, and the service is left in peace for a
 * moment.
 */
@Component
class OpenMemory {

    private static final Logger log = LoggerFactory.getLogger(OpenMemory.class);

    private final OpenSource source;
    private final OpenSettings settings;
    private final InstantSource clock;
    private final Cache<Question, OpenAnswer> known;
    private final Cache<Question, Instant> silentAt;
    private final Map<Question, Mono<OpenAnswer>> underWay = new ConcurrentHashMap<>();

    OpenMemory(OpenSource source, OpenSettings settings, InstantSource clock) {
        this.source = source;
        this.settings = settings;
        this.clock = clock;
        this.known =
                Caffeine.newBuilder()
                        .maximumWeight(settings.memory().toBytes())
                        .weigher(OpenMemory::weigh)
                        .expireAfterWrite(settings.stale())
                        .build();
        this.silentAt =
                Caffeine.newBuilder()
                        .maximumSize(10_000)
                        .expireAfterWrite(settings.pause())
                        .build();
    }

    /** The answer, the last known one if there is no newer. */
    Mono<OpenAnswer> get(Question question) {
        return Mono.defer(() -> {
            var last = known.getIfPresent(question);
            return last != null && isEnough(question, last) ? Mono.just(last) : fetchOnce(question);
        });
    }

    /** The answer, if it is known and needs no confirmation. */
    Optional<OpenAnswer> fresh(Question question) {
        return Optional.ofNullable(known.getIfPresent(question))
                .filter(last -> last.isFresh(clock.instant()));
    }

    private boolean isEnough(Question question, OpenAnswer last) {
        return last.isFresh(clock.instant()) || silentAt.getIfPresent(question) != null;
    }

    /** Over before its answer is given out: who asks afterwards does not join it. */
    private Mono<OpenAnswer> fetchOnce(Question question) {
        return underWay.computeIfAbsent(
                question,
                asked -> fetch(asked).doOnTerminate(() -> underWay.remove(asked)).cache());
    }

    private Mono<OpenAnswer> fetch(Question question) {
        return Mono.defer(() -> {
            var last = known.getIfPresent(question);
            return source.request(question, last)
                    .doOnNext(answer -> remember(question, answer))
                    .onErrorResume(
                            ProblemException.class, silence -> lastKnown(question, last, silence));
        });
    }

    private void remember(Question question, OpenAnswer answer) {
        if (answer.isKept()) {
            known.put(question, answer);
        } else if (answer.status() < 500) {
            known.invalidate(question);
        }
    }

    private Mono<OpenAnswer> lastKnown(
            Question question, @Nullable OpenAnswer last, ProblemException silence) {
        if (last == null || !last.isUsable(clock.instant(), settings.stale())) {
            return Mono.error(silence);
        }
        log.debug("{} is silent, answering from memory", question.peer());
        silentAt.put(question, clock.instant());
        return Mono.just(last);
    }

    private static int weigh(Question question, OpenAnswer answer) {
        return answer.body().length + question.address().length() + 500;
    }
}
