package city.zhanqiao.data.file;

import org.springframework.boot.context.properties.ConfigurationPropertiesSource;
import org.springframework.boot.context.properties.bind.DefaultValue;

import java.time.Duration;

/**
 * Where the scanner for malicious content is.
 *
 * @param host of a clamd; empty: only the test signature is recognised, for development
 * @param port on which it listens
 * @param timeout for connecting and for each read
 */
@ConfigurationPropertiesSource
public record Clamd(
        @DefaultValue("") String host,
        @DefaultValue("3310") int port,
        @DefaultValue("30s") Duration timeout) {}
