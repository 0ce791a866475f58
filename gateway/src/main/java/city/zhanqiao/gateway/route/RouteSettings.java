package city.zhanqiao.gateway.route;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

import java.time.Duration;

/**
 * How much may pass.
 *
 * @param body largest body
 * @param upload largest uploaded material, which is streamed
 * @param initialConcurrency requests under way to a service before its latency is known
 * @param leastConcurrency never fewer, however slow it is
 * @param mostConcurrency never more, however fast
 * @param unhurried an answer that begins within it is no sign of overload; what is admitted waits
 *     about twice as long at the worst
 */
@ConfigurationProperties("zhanqiao.gateway.limit")
record RouteSettings(
        @DefaultValue("1MB") DataSize body,
        @DefaultValue("20MB") DataSize upload,
        @DefaultValue("100") int initialConcurrency,
        @DefaultValue("20") int leastConcurrency,
        @DefaultValue("1000") int mostConcurrency,
        @DefaultValue("50ms") Duration unhurried) {}
