package city.zhanqiao.notices.reach;

import city.zhanqiao.web.client.ServiceClients;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;

/** Beans about whom notices reach. */
@Configuration(proxyBeanMethods = false)
class ReachConfiguration {

    @Bean
    PushDesk pushDesk(ServiceClients clients) {
        return new PushDesk(clients);
    }

    @Bean
    Readings readings(DatabaseClient database) {
        return new Readings(database);
    }
}
