package city.zhanqiao.gateway.route;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How much may pass.
 *
 * @param body largest body
 * @param upload largest uploaded material, which is streamed
 */
@ConfigurationProperties("zhanqiao.gateway.limit")
record RouteSettings(@DefaultValue("1MB") DataSize body, @DefaultValue("20MB") DataSize upload) {}
