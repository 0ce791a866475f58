package city.zhanqiao.notifications.news;

import city.zhanqiao.data.encryption.FieldCipher;
import city.zhanqiao.data.event.EventSubscription;
import city.zhanqiao.data.event.Peers;
import city.zhanqiao.notifications.delivery.Deliveries;
import city.zhanqiao.notifications.device.Devices;
import city.zhanqiao.notifications.inbox.Inbox;
import city.zhanqiao.notifications.inbox.InboxBell;
import city.zhanqiao.notifications.preference.Preferences;
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
    Tags tags(FieldCipher cipher) {
        return new Tags(cipher);
    }

    @Bean
    Reach reach(
            PushProviders providers,
            Preferences preferences,
            Templates templates,
            Tags tags,
            InstantSource clock) {
        return new Reach(providers, preferences, templates, tags, clock);
    }

    @Bean
    Tell tell(
            Recipients recipients,
            Preferences preferences,
            Inbox inbox,
            InboxBell bell,
            Devices devices,
            Deliveries deliveries,
            Templates templates,
            Reach reach,
            Tags tags) {
        return new Tell(
                recipients, preferences, inbox, bell, devices, deliveries, templates, reach, tags);
    }

    @Bean
    EventSubscription bookingNews(Tell tell) {
        return new BookingNews(tell).subscription();
    }

    @Bean
    EventSubscription fileNews(Tell tell) {
        return new FileNews(tell).subscription();
    }

    @Bean
    EventSubscription caseNews(Tell tell, Templates templates) {
        return new CaseNews(tell).subscription(templates);
    }
}
