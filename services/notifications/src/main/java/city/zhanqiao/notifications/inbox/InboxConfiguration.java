package city.zhanqiao.notifications.inbox;

import city.zhanqiao.data.encryption.FieldCipher;
import city.zhanqiao.data.event.EventSubscription;
import city.zhanqiao.notifications.recipient.Deleted;
import city.zhanqiao.notifications.recipient.Joined;
import city.zhanqiao.notifications.recipient.Recipients;
import city.zhanqiao.notifications.template.Templates;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;

import tools.jackson.databind.json.JsonMapper;

import java.time.InstantSource;

/** Beans of the inbox. */
@Configuration(proxyBeanMethods = false)
class InboxConfiguration {

    @Bean
    Inbox inbox(
            DatabaseClient database,
            FieldCipher cipher,
            Templates templates,
            JsonMapper json,
            InstantSource clock) {
        return new Inbox(database, cipher, templates, json, clock);
    }

    @Bean
    InboxMoves inboxMoves(DatabaseClient database, Recipients recipients) {
        return new InboxMoves(database, recipients);
    }

    @Bean
    EventSubscription inboxesFollowTheirOwners(InboxMoves inboxes) {
        return EventSubscription.to("residents")
                .on(
                        Joined.TYPE,
                        Joined.class,
                        (event, joined) -> inboxes.move(joined.formerId(), joined.residentId()))
                .on(
                        Deleted.TYPE,
                        Deleted.class,
                        (event, deleted) -> inboxes.delete(deleted.residentId()));
    }
}
