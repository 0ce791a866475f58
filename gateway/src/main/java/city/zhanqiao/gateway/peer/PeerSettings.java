package city.zhanqiao.gateway.peer;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import java.net.URI;
import java.time.Duration;
import java.util.Map;

/**
 * Where the services are, and how long the gateway waits for them.
 *
 * @param peers service name to base address; a service without one is not in operation
 * @param gateway how they are treated
 */
@ConfigurationProperties("zhanqiao")
record PeerSettings(@DefaultValue Map<String, URI> peers, @DefaultValue Upstream gateway) {

    /**
     * How a service is treated.
     *
     * @param timeBudget from the last byte of a request to the first of its answer
     * @param partBudget the same for one part of an answer that the gateway puts together
     * @param breakerWait how long a service that failed again and again is left alone
     */
    record Upstream(
            @DefaultValue("10s") Duration timeBudget,
            @DefaultValue("2s") Duration partBudget,
            @DefaultValue("5s") Duration breakerWait) {}
}
