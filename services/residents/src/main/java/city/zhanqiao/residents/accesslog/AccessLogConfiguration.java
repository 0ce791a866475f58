package city.zhanqiao.residents.accesslog;

import city.zhanqiao.data.event.Peers;
import city.zhanqiao.residents.profile.Residents;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;

import java.util.List;

/** Beans about who looked. */
@Configuration(proxyBeanMethods = false)
class AccessLogConfiguration {

    @Bean
    WhoLooked whoLooked(
            Peers peers,
            DatabaseClient database,
            Residents residents,
            @Value("${zhanqiao.my-data.holders}") List<String> services) {
        return new WhoLooked(peers, new OwnAccessLog(database), residents, services);
    }
}
