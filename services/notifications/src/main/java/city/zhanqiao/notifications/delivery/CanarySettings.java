package city.zhanqiao.notifications.delivery;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import java.time.Duration;

/**
 * The canary: a message through each lane, end to end, that nobody but a test device hears.
 *
 * @param topic what that device follows; empty for no canary
 * @param every pause between two of them
 */
@ConfigurationProperties("zhanqiao.push.canary")
record CanarySettings(@DefaultValue("") String topic, @DefaultValue("5m") Duration every) {

    boolean isOn() {
        return !topic.isEmpty();
    }
}
