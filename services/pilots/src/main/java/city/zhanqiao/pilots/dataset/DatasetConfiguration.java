package city.zhanqiao.pilots.dataset;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;

import java.time.InstantSource;

/** Beans of the open data. */
@Configuration(proxyBeanMethods = false)
class DatasetConfiguration {

    @Bean
    Datasets datasets(DatabaseClient database, InstantSource clock) {
        return new Datasets(database, clock);
    }
}
