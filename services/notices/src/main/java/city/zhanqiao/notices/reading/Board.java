package city.zhanqiao.notices.reading;

import city.zhanqiao.data.job.Job;
import city.zhanqiao.notices.notice.NoticeId;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;

import reactor.core.publisher.Mono;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The notices that everybody reads, remembered in this process until anything public changes. A
 * change moves one number in the database; every instance looks at it ten times a second, so lists
 * are right again within a tenth of one, with or without Redis. The gateway adds less than another.
 * Each list is made once at a time, however many ask for it.
 */
public final class Board {

    /**
     * Lists with all their texts take some 50 KB; more places than this are not asked for at once.
     */
    private static final int LISTS = 500;

    private static final int DETAILS = 2_000;

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

    /** Ends of validity come without a change; after this a list is made anew anyway. */
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final PublicNotices notices;
    private final AsyncCache<Query, Page> lists =
            Caffeine.newBuilder().maximumSize(LISTS).expireAfterWrite(LONGEST).buildAsync();
    private final AsyncCache<NoticeId, Optional<PublicNotice>> details =
            Caffeine.newBuilder().maximumSize(DETAILS).expireAfterWrite(LONGEST).buildAsync();
    private volatile long version;

    Board(PublicNotices notices) {
        this.notices = notices;
    }

    /** Looks whether anything changed; the process's own changes are seen as late as others'. */
    Job job() {
        return new Job("the board", BETWEEN_LOOKS, this::look);
    }

    /** The notices that a query finds, and the version of the board they are of. */
    public Mono<Page> list(Query query) {
        return Mono.fromFuture(
                () -> lists.get(query, (wanted, _) -> load(wanted).toFuture()), true);
    }

    /** One notice; empty when nothing of it was ever public. */
    public Mono<PublicNotice> find(NoticeId id) {
        return Mono.fromFuture(
                        () ->
                                details.get(
                                        id,
                                        (wanted, _) ->
                                                notices.find(wanted)
                                                        .map(Optional::of)
                                                        .defaultIfEmpty(Optional.empty())
                                                        .toFuture()),
                        true)
                .flatMap(Mono::justOrEmpty);
    }

    private Mono<Page> load(Query query) {
        // The version is read before the rows: a page is never newer than it says.
        return notices.boardVersion()
                .flatMap(at -> notices.list(query).collectList().map(found -> new Page(at, found)));
    }

    private Mono<Job.Found> look() {
        return notices.boardVersion().doOnNext(this::turn).thenReturn(Job.Found.NOTHING);
    }

    private void turn(long current) {
        if (current != version) {
            version = current;
            lists.synchronous().invalidateAll();
            details.synchronous().invalidateAll();
        }
    }

    /**
     * What a query found.
     *
     * @param version of the board; the same number means that nothing public has changed
     */
    public record Page(long version, List<PublicNotice> notices) {
        public Page {
            notices = List.copyOf(notices);
        }
    }
}
