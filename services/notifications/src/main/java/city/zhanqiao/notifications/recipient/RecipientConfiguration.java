package city.zhanqiao.notifications.recipient;

import city.zhanqiao.data.event.EventSubscription;
import city.zhanqiao.notifications.recipient.Recipients.ProfileChanged;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.r2dbc.core.DatabaseClient;

import java.time.InstantSource;

/** Keeps the copy of the residents' profiles. */
@Configuration(proxyBeanMethods = false)
class RecipientConfiguration {

    @Bean
    Recipients recipients(DatabaseClient database, InstantSource clock) {
        return new Recipients(database, clock);
    }

    /** Before the features that follow the same events. */
    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    EventSubscription residentsChange(Recipients recipients) {
        return EventSubscription.to("residents")
                .on(
                        "city.zhanqiao.resident.profile-changed.v1",
                        ProfileChanged.class,
                        (event, profile) -> recipients.put(profile))
                .on(
                        Joined.TYPE,
                        Joined.class,
                        (event, joined) -> recipients.join(joined.formerId(), joined.residentId()))
                .on(
                        Deleted.TYPE,
                        Deleted.class,
                        (event, deleted) -> recipients.delete(deleted.residentId()));
    }
}
