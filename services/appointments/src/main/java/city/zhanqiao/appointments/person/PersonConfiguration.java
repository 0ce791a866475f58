package city.zhanqiao.appointments.person;

import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.data.event.EventSubscription;
import city.zhanqiao.data.event.Peers;
import city.zhanqiao.web.client.ServiceClients;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;

/** Beans about people. */
@Configuration(proxyBeanMethods = false)
class PersonConfiguration {

    @Bean
    Peers peers(ServiceClients clients) {
        return clients::of;
    }

    @Bean
    People people(Peers peers) {
        return new People(peers);
    }

    @Bean
    EventSubscription residentsJoin(DatabaseClient database) {
        Joining joining = new Joining(database);
        return EventSubscription.to("residents")
                .on(
                        "city.zhanqiao.resident.joined.v1",
                        Joined.class,
                        (event, joined) -> joining.join(joined.formerId(), joined.residentId()));
    }

    @Bean
    EventSubscription agentsLetGo(DatabaseClient database) {
        LettingGo lettingGo = new LettingGo(database);
        return EventSubscription.to("residents")
                .on(
                        "city.zhanqiao.resident.proxy-ended.v1",
                        LettingGo.ProxyEnded.class,
                        (event, ended) -> lettingGo.letGo(ended));
    }

    record Joined(ResidentId residentId, ResidentId formerId) {}

    @Bean
    Authority authority(Peers peers) {
        return new Authority(peers);
    }
}
