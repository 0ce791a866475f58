package city.zhanqiao.gateway.limit;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import java.time.Duration;
import java.util.List;

/**
 * How much one caller may ask for, in units: a read costs one, an act five, a booking ten.
 *
 * @param enabled off only to measure what the limit costs
 * @param window length of the sliding window
 * @param subject units of one resident or one member of staff
 * @param device units of one device of a resident, so that a broken app leaves the others some
 * @param address units of one address; many people share one behind a mobile carrier
 * @param sync how often the instances of the gateway tell each other through Redis
 * @param trustedProxies addresses or CIDR blocks of proxies whose {@code X-Forwarded-For} is
 *     believed
 */
@ConfigurationProperties("zhanqiao.gateway.rate")
record RateSettings(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("60s") Duration window,
        @DefaultValue("600") int subject,
        @DefaultValue("400") int device,
        @DefaultValue("6000") int address,
        @DefaultValue("500ms") Duration sync,
        @DefaultValue List<String> trustedProxies) {}
