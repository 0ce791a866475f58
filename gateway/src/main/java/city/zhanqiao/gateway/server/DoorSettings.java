package city.zhanqiao.gateway.server;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import java.time.Duration;
import java.util.List;

/**
 * How the door behaves.
 *
 * @param origins web pages that may speak for a resident or a member of staff; none unless named
 * @param headerTimeout from the first byte of a request to the end of its headers
 * @param readerTimeout how long an answer may wait for a caller who takes none of it
 * @param connections open at a time, in all
 */
@ConfigurationProperties("zhanqiao.gateway.door")
record DoorSettings(
        @DefaultValue List<String> origins,
        @DefaultValue("10s") Duration headerTimeout,
        @DefaultValue("30s") Duration readerTimeout,
        @DefaultValue("20000") int connections) {}
