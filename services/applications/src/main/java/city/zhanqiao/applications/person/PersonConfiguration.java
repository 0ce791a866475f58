package city.zhanqiao.applications.person;

import city.zhanqiao.data.event.Peers;
import city.zhanqiao.web.client.ServiceClients;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Beans about people. */
@Configuration(proxyBeanMethods = false)
class PersonConfiguration {

    @Bean
    Peers peers(ServiceClients clients) {
        return clients::of;
    }

    @Bean
    Authority authority(Peers peers) {
        return new Authority(peers);
    }

    @Bean
    People people(Peers peers) {
        return new People(peers);
    }
}
