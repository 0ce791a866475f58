package city.zhanqiao.notifications.delivery;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import java.time.Duration;
import java.util.Map;

/**
 * How messages are sent.
 *
 * @param atOnce requests that a lane has under way with one push service
 * @param perSecond messages to one push service from all processes together; Firebase takes 10,000
 *     from a project, of which a fifth is left for others
 * @param look pause between two looks at an empty queue that nobody rang for
 * @param firstWait upper end of the first wait before another try; doubles each time
 * @param longestWait upper end of any such wait
 * @param throttled how long nothing is sent to a service that is asked too much and does not say
 *     for how long; Google's own advice
 * @param closedAfterUnauthenticated how long nothing is sent to a service that does not know us
 * @param closedAfterOutage how long nothing is sent, the first time, to a service that keeps
 *     failing; doubles up to twelve times as long
 * @param alive how long a process counts as alive after a sign of life; what a dead one was sending
 *     is then taken over
 * @param kept how long it can be shown what became of a message
 * @param betweenCleanings pause between two looks for what is older
 * @param stuck how long a living process may take over one attempt; the Firebase SDK may repeat a
 *     request for five minutes
 */
@ConfigurationProperties("zhanqiao.delivery")
record DeliverySettings(
        @DefaultValue({}) Map<Lane, Integer> atOnce,
        @DefaultValue("8000") int perSecond,
        @DefaultValue("1s") Duration look,
        @DefaultValue("10s") Duration firstWait,
        @DefaultValue("10m") Duration longestWait,
        @DefaultValue("60s") Duration throttled,
        @DefaultValue("60s") Duration closedAfterUnauthenticated,
        @DefaultValue("5s") Duration closedAfterOutage,
        @DefaultValue("20s") Duration alive,
        @DefaultValue("180d") Duration kept,
        @DefaultValue("1h") Duration betweenCleanings,
        @DefaultValue("6m") Duration stuck) {

    int atOnce(Lane lane) {
        return atOnce.getOrDefault(lane, lane == Lane.EMERGENCY ? 400 : 100);
    }
}
