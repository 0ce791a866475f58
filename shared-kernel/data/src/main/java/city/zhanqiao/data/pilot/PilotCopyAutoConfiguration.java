package city.zhanqiao.data.pilot;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.r2dbc.core.DatabaseClient;

import java.time.InstantSource;

/** Offers the copy; a service that decides by it declares its subscription. */
@AutoConfiguration
class PilotCopyAutoConfiguration {

    @Bean
    PilotCopy pilotCopy(DatabaseClient database, InstantSource clock) {
        return new PilotCopy(database, clock);
    }
}
