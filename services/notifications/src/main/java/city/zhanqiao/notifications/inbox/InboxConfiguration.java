package city.zhanqiao.notifications.inbox;

import city.zhanqiao.data.database.Transactions;
import city.zhanqiao.data.encryption.FieldCipher;
import city.zhanqiao.data.event.EventSubscription;
import city.zhanqiao.data.job.Job;
import city.zhanqiao.data.personal.PersonalData;
import city.zhanqiao.data.personal.PersonalPart;
import city.zhanqiao.notifications.recipient.Deleted;
import city.zhanqiao.notifications.recipient.Joined;
import city.zhanqiao.notifications.recipient.Recipients;
import city.zhanqiao.notifications.template.Templates;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;

import tools.jackson.databind.json.JsonMapper;

import java.time.InstantSource;

/** Beans of the inbox. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(InboxSettings.class)
class InboxConfiguration {

    @Bean
    InboxRows inboxRows(FieldCipher cipher, Templates templates, JsonMapper json) {
        return new InboxRows(cipher, templates, json);
    }

    @Bean
    InboxBell inboxBell() {
        return new InboxBell();
    }

    @Bean
    Inbox inbox(DatabaseClient database, InboxRows rows, InstantSource clock) {
        return new Inbox(database, rows, clock);
    }

    @Bean
    InboxChanges inboxChanges(DatabaseClient database, InboxRows rows) {
        return new InboxChanges(database, rows);
    }

    @Bean
    InboxMarks inboxMarks(
            DatabaseClient database,
            Transactions transactions,
            Recipients recipients,
            Inbox inbox,
            InboxBell bell,
            InstantSource clock) {
        return new InboxMarks(database, transactions, recipients, inbox, bell, clock);
    }

    @Bean
    Broadcasts broadcasts(
            DatabaseClient database, InboxRows rows, InboxBell bell, InstantSource clock) {
        return new Broadcasts(database, rows, bell, clock);
    }

    @Bean
    Job forgetOldMessages(
            DatabaseClient database,
            Transactions transactions,
            InboxRows rows,
            InboxBell bell,
            InboxSettings settings) {
        InboxRetention retention = new InboxRetention(database, transactions, rows, bell, settings);
        return new Job("forgetting old messages", settings.betweenCleanings(), retention::step);
    }

    @Bean
    PersonalData personalMessages(Inbox inbox) {
        return new PersonalMessages(inbox);
    }

    @Bean
    PersonalData personalMarks(Inbox inbox) {
        return resident ->
                inbox.listMarks(resident)
                        .collectList()
                        .map(marks ->
                                PersonalPart.of(
                                        "broadcast-marks",
                                        "群发消息的已读和归档",
                                        "Broadcasts read or archived",
                                        marks));
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
