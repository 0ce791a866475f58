package city.zhanqiao.gateway.route;

import city.zhanqiao.gateway.peer.Peer;

import org.springframework.stereotype.Component;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Allows one retry for every ten requests to a service, so that retries cannot keep a service down
 * that is about to stand up again.
 */
@Component
class RetryBudget {

    private static final int RETRY = 10;
    private static final int MOST = 10 * RETRY;

    private final Map<Peer, AtomicInteger> saved = new EnumMap<>(Peer.class);

    RetryBudget() {
        for (var peer : Peer.values()) {
            saved.put(peer, new AtomicInteger(MOST));
        }
    }

    /** A request was made: a tenth of a retry is saved. */
    void save(Peer peer) {
        of(peer).updateAndGet(now -> Math.min(MOST, now + 1));
    }

    /** Whether a retry may be made; it is then spent. */
    boolean spend(Peer peer) {
        return of(peer).getAndUpdate(now -> now >= RETRY ? now - RETRY : now) >= RETRY;
    }

    private AtomicInteger of(Peer peer) {
        return Objects.requireNonNull(saved.get(peer));
    }
}
