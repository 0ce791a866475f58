package city.zhanqiao.gateway.limit;

import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.ServerHttpRequest;

import java.util.Set;

/** What a request costs, in units. */
final class Cost {

    private static final long READ = 1;

    /** Asks several services. */
    private static final long GATHERED = 3;

    private static final long ACT = 5;

    /** Writes where many write at once. */
    private static final long BOOKING = 10;

    private static final Set<HttpMethod> READS =
            Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    private Cost() {}

    static long of(ServerHttpRequest request) {
        var path = request.getPath().value();
        if (READS.contains(request.getMethod())) {
            return isGathered(path) ? GATHERED : READ;
        }
        return path.startsWith("/api/v1/bookings") || path.startsWith("/api/v1/waitlist")
                ? BOOKING
                : ACT;
    }

    private static boolean isGathered(String path) {
        return path.equals("/api/v1/home")
                || path.equals("/api/v1/changes")
                || path.startsWith("/api/v1/receipts")
                || path.startsWith("/admin/v1/audit");
    }
}
