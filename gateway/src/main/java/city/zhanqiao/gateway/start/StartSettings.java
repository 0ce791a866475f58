package city.zhanqiao.gateway.start;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import java.time.Duration;

/**
 * How the start document is kept.
 *
 * @param refresh how often {@code pilots} is asked; a change of policy works within it
 * @param budget longest wait for the answer
 */
@ConfigurationProperties("zhanqiao.gateway.start")
record StartSettings(
        @DefaultValue("500ms") Duration refresh, @DefaultValue("2s") Duration budget) {}
