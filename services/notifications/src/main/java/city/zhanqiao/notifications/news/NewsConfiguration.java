package city.zhanqiao.notifications.news;

import city.zhanqiao.data.encryption.FieldCipher;
import city.zhanqiao.data.event.EventSubscription;
import city.zhanqiao.data.event.Peers;
import city.zhanqiao.notifications.delivery.Deliveries;
import city.zhanqiao.notifications.device.Devices;
import city.zhanqiao.notifications.inbox.Inbox;
import city.zhanqiao.notifications.push.PushProviders;
import city.zhanqiao.notifications.recipient.Recipients;
import city.zhanqiao.notifications.template.Templates;
import city.zhanqiao.web.client.ServiceClients;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import java.time.InstantSource;

/** Beans that turn events into messages. */
@Configuration(proxyBeanMethods = false)
class NewsConfiguration {

    /** Where events are read that Redis did not bring. */
    @Bean
    Peers peers(ServiceClients clients) {
        return clients::of;
    }

    @Bean
    Tell tell(
            Recipients recipients,
            Inbox inbox,
            Devices devices,
            Deliveries deliveries,
            Templates templates,
            PushProviders providers,
            FieldCipher cipher,
            InstantSource clock) {
        return new Tell(
                recipients, inbox, devices, deliveries, templates, providers, cipher, clock);
    }

    @Bean
    EventSubscription caseNews(Tell tell, Templates templates) {
        return new CaseNews(tell).subscription(templates);
    }
}
