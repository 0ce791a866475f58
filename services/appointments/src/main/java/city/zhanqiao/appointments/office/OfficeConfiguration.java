package city.zhanqiao.appointments.office;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;

/** Beans for the staff of a hall. */
@Configuration(proxyBeanMethods = false)
class OfficeConfiguration {

    @Bean
    HallDay hallDay(DatabaseClient database) {
        return new HallDay(database);
    }
}
