package city.zhanqiao.gateway.open;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

import java.time.Duration;
import java.util.Map;

/**
 * What is answered from memory.
 *
 * @param fresh noun to how long its answers count as fresh where the service says nothing; other
 *     nouns are not kept
 * @param stale how long an answer is given out while its service is out
 * @param pause how long a service that was silent is not asked again for the same
 * @param memory for all answers together
 * @param budget longest wait for a service
 */
@ConfigurationProperties("zhanqiao.gateway.open")
record OpenSettings(
        @DefaultValue Map<String, Duration> fresh,
        @DefaultValue("24h") Duration stale,
        @DefaultValue("2s") Duration pause,
        @DefaultValue("32MB") DataSize memory,
        @DefaultValue("3s") Duration budget) {}
