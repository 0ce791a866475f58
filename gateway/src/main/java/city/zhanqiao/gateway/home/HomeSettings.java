package city.zhanqiao.gateway.home;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import java.time.Duration;

/**
 * How long home waits.
 *
 * @param budget for each part; all are asked at once, and the whole takes less than 300 ms
 */
@ConfigurationProperties("zhanqiao.gateway.home")
record HomeSettings(@DefaultValue("200ms") Duration budget) {}
