package city.zhanqiao.gateway.route;

import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.ServerHttpRequest;

/** What is let through first when not everything can be. */
enum Priority {
    /** 紧急: emergency notices, and staff, who handle the emergency. */
    ESSENTIAL(1.25),
    /** Acts that a resident has begun; turning them away costs them most. */
    ACT(1),
    /** Reads can come again. */
    READ(0.8);

    private final double share;

    Priority(double share) {
        this.share = share;
    }

    /** How many may be under way before this kind is turned away. */
    int of(int limit) {
        return Math.max(1, (int) (limit * share));
    }

    static Priority of(ServerHttpRequest request) {
        var path = request.getPath().value();
        if (path.startsWith("/admin/")
                || path.startsWith("/open/v1/notices")
                || path.startsWith("/api/v1/notices")) {
            return ESSENTIAL;
        }
        return request.getMethod().equals(HttpMethod.GET)
                        || request.getMethod().equals(HttpMethod.HEAD)
                ? READ
                : ACT;
    }
}
