package city.zhanqiao.data.trace;

import io.micrometer.observation.ObservationRegistry;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;

/** Offers the traces. */
@AutoConfiguration
class TraceAutoConfiguration {

    @Bean
    Traces traces(ObjectProvider<ObservationRegistry> registry) {
        return new Traces(registry.getIfAvailable(() -> ObservationRegistry.NOOP));
    }
}
