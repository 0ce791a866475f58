package city.zhanqiao.notifications.live;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import java.time.Duration;

/**
 * How live streams behave.
 *
 * @param heartbeat a comment on a silent line, so that a dead one is noticed at both ends
 * @param poll pause between two looks for new broadcasts and at Redis; while it is away each look
 *     goes to the database
 * @param life a stream is ended after that; the client opens the next with {@code Last-Event-ID}
 * @param ticks kept for a client that reads slowly; more of them end in {@code resync}
 * @param replayed changes that are replayed; more of them end in {@code resync}
 * @param mostOfOne streams of one resident
 * @param most streams of this instance
 */
@ConfigurationProperties("zhanqiao.live")
record LiveSettings(
        @DefaultValue("15s") Duration heartbeat,
        @DefaultValue("5s") Duration poll,
        @DefaultValue("20m") Duration life,
        @DefaultValue("64") int ticks,
        @DefaultValue("200") int replayed,
        @DefaultValue("5") int mostOfOne,
        @DefaultValue("20000") int most) {}
