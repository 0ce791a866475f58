package city.zhanqiao.notifications.preference;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import java.time.LocalTime;
import java.util.Optional;

/**
 * What holds for residents who chose nothing.
 *
 * @param quietHours such as {@code 21:00-08:00}; empty for none
 * @param digestAt when the day's local notices ring for those who want them once a day
 */
@ConfigurationProperties("zhanqiao.preferences")
record PreferenceSettings(
        @DefaultValue("") String quietHours, @DefaultValue("18:00") LocalTime digestAt) {

    Optional<QuietHours> usualQuiet() {
        return QuietHours.parse(quietHours);
    }
}
