package city.zhanqiao.appointments.room;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import java.time.Duration;

/**
 * How a waiting room works.
 *
 * @param before the room may be entered this long before the release
 * @param after and this long after it; then what is known of who waited is deleted
 * @param first how many are admitted in the first step; what is measured then decides
 * @param most admitted in one step
 * @param calm acts waiting for a writer below which more are admitted in the next step; above four
 *     times that, fewer
 * @param step how often somebody is admitted
 */
@ConfigurationProperties("appointments.room")
record RoomSettings(
        @DefaultValue("30m") Duration before,
        @DefaultValue("1h") Duration after,
        @DefaultValue("64") int first,
        @DefaultValue("4096") int most,
        @DefaultValue("128") int calm,
        @DefaultValue("500ms") Duration step) {}
