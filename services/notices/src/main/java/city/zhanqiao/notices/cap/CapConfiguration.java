package city.zhanqiao.notices.cap;

import city.zhanqiao.notices.NoticesSettings;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;

/** Beans for alerts. */
@Configuration(proxyBeanMethods = false)
class CapConfiguration {

    @Bean
    CapWriter capWriter(NoticesSettings settings) {
        return new CapWriter(settings.sender(), settings.publicAddress());
    }

    @Bean
    CapReader capReader() {
        return new CapReader();
    }

    @Bean
    Editions editions(DatabaseClient database) {
        return new Editions(database);
    }
}
