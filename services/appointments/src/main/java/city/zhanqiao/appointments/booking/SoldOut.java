package city.zhanqiao.appointments.booking;

import city.zhanqiao.appointments.booking.Facts.Place;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import java.time.Duration;
import java.time.Instant;

/**
 * Remembers for a moment that a slot is full, so that thousands of late-comers are refused without
 * touching its row. Set only from what a committed or locked row said, and at most a second old, so
 * a place that comes free is found.
 */
final class SoldOut {

    private static final Duration KEPT = Duration.ofSeconds(1);

    private final Cache<Key, Boolean> full =
            Caffeine.newBuilder().expireAfterWrite(KEPT).maximumSize(50_000).build();

    void mark(String desk, Instant startsAt) {
        full.put(new Key(desk, startsAt), true);
    }

    void clear(String desk, Instant startsAt) {
        full.invalidate(new Key(desk, startsAt));
    }

    /** Only the first slot is asked: whoever finds it free asks the database for the rest. */
    boolean isMarked(Place place) {
        return full.getIfPresent(new Key(place.desk(), place.startsAt())) != null;
    }

    private record Key(String desk, Instant startsAt) {}
}
