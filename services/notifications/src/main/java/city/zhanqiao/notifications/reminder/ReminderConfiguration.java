package city.zhanqiao.notifications.reminder;

import city.zhanqiao.data.database.Transactions;
import city.zhanqiao.data.encryption.FieldCipher;
import city.zhanqiao.data.event.EventSubscription;
import city.zhanqiao.data.job.Job;
import city.zhanqiao.data.personal.PersonalData;
import city.zhanqiao.data.personal.PersonalPart;
import city.zhanqiao.notifications.news.Tell;
import city.zhanqiao.notifications.preference.Preferences;
import city.zhanqiao.notifications.recipient.Deleted;
import city.zhanqiao.notifications.recipient.Joined;
import city.zhanqiao.notifications.recipient.Recipients;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;

import tools.jackson.databind.json.JsonMapper;

import java.time.InstantSource;

/** Beans of the reminders. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ReminderSettings.class)
class ReminderConfiguration {

    @Bean
    Reminders reminders(
            DatabaseClient database,
            Transactions transactions,
            Recipients recipients,
            Preferences preferences,
            Tell tell,
            FieldCipher cipher,
            JsonMapper json,
            InstantSource clock) {
        return new Reminders(
                database, transactions, recipients, preferences, tell, cipher, json, clock);
    }

    @Bean
    Job tellReminders(Reminders reminders, ReminderSettings settings) {
        return new Job("reminders", settings.look(), reminders::step);
    }

    @Bean
    PersonalData personalReminders(Reminders reminders) {
        return resident ->
                reminders
                        .listOf(resident)
                        .collectList()
                        .map(found -> PersonalPart.of("reminders", "待发提醒", "Reminders", found));
    }

    @Bean
    EventSubscription bookingsAreRemindedOf(Reminders reminders) {
        return new BookingReminders(reminders).subscription();
    }

    @Bean
    EventSubscription correctionsAreRemindedOf(Reminders reminders) {
        return new CorrectionReminders(reminders).subscription();
    }

    @Bean
    EventSubscription remindersFollowTheirOwners(Reminders reminders) {
        return EventSubscription.to("residents")
                .on(
                        Joined.TYPE,
                        Joined.class,
                        (event, joined) -> reminders.move(joined.formerId(), joined.residentId()))
                .on(
                        Deleted.TYPE,
                        Deleted.class,
                        (event, deleted) -> reminders.delete(deleted.residentId()));
    }
}
