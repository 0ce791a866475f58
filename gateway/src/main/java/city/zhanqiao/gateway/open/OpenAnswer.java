package city.zhanqiao.gateway.open;

import city.zhanqiao.gateway.peer.Peer;
import city.zhanqiao.gateway.route.RouteTable;

import org.springframework.http.HttpHeaders;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * An answer that anybody may see.
 *
 * @param headers those that go with it, its {@code ETag} among them
 * @param fetchedAt when the service gave or confirmed it
 * @param fresh how long it needs no confirmation; zero for what is not kept
 */
record OpenAnswer(int status, HttpHeaders headers, byte[] body, Instant fetchedAt, Duration fresh) {

    /** Strong or weak, with its quotation marks; what is kept always has one. */
    String etag() {
        return Objects.requireNonNullElse(headers.getETag(), "");
    }

    boolean isFresh(Instant now) {
        return now.isBefore(fetchedAt.plus(fresh));
    }

    boolean isUsable(Instant now, Duration stale) {
        return now.isBefore(fetchedAt.plus(stale));
    }

    boolean isKept() {
        return !fresh.isZero();
    }

    /** Puts down what goes with it at this moment, but for its length. */
    void tell(HttpHeaders answer, Instant now) {
        answer.putAll(headers);
        if (isKept()) {
            answer.set(
                    HttpHeaders.AGE, Long.toString(Duration.between(fetchedAt, now).toSeconds()));
        }
    }

    OpenAnswer confirmed(Instant now) {
        return new OpenAnswer(status, headers, body, now, fresh);
    }

    /**
     * What is asked for. Nothing of the caller is in it, so the answer cannot be about the caller.
     *
     * @param address path and query, as they were sent
     */
    record Question(RouteTable.Row row, String address, String language, String accept) {

        Peer peer() {
            return row.peer();
        }

        String noun() {
            return row.noun();
        }
    }
}
