package city.zhanqiao.residents;

import city.zhanqiao.data.event.Peers;
import city.zhanqiao.web.client.ServiceClients;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What all features share. */
@Configuration(proxyBeanMethods = false)
class ResidentsConfiguration {

    @Bean
    Peers peers(ServiceClients clients) {
        return clients::of;
    }
}
