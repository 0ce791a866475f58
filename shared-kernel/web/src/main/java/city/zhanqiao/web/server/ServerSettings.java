package city.zhanqiao.web.server;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import java.time.Duration;

/**
 * How long the server waits for callers. Reactor Netty itself waits for ever.
 *
 * @param requestTimeout from the first byte of a request to the last of its body; long enough for
 *     20 MiB over a poor mobile line, and the end of slow-body attacks
 * @param readTimeout longest silence while a body is awaited
 * @param drain how long a program that is told to stop goes on working while it says that it is not
 *     ready; longer than the load balancer needs to notice
 */
@ConfigurationProperties("zhanqiao.server")
record ServerSettings(
        @DefaultValue("120s") Duration requestTimeout,
        @DefaultValue("15s") Duration readTimeout,
        @DefaultValue("0s") Duration drain) {}
