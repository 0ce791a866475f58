package city.zhanqiao.notifications.push;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import java.time.Duration;

/**
 * How the city's own relays are reached: one for text messages, one for the channels of phone
 * makers. Each is off until its address is set.
 *
 * @param sms the relay for text messages (短信网关)
 * @param webhook the relay for vendors' push channels
 */
@ConfigurationProperties("zhanqiao.push")
record HttpSettings(@DefaultValue Relay sms, @DefaultValue Relay webhook) {

    /**
     * One relay.
     *
     * @param url where messages are posted; empty for off
     * @param key sent as a bearer token; empty for none
     * @param connections as many requests as run at once
     * @param timeout from the request to the last byte of the answer
     */
    record Relay(
            @DefaultValue("") String url,
            @DefaultValue("") String key,
            @DefaultValue("100") int connections,
            @DefaultValue("10s") Duration timeout) {

        /** Hides the key from logs. */
        @Override
        public String toString() {
            return "Relay[%s]".formatted(url);
        }
    }
}
