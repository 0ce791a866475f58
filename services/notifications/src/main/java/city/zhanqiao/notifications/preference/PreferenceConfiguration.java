package city.zhanqiao.notifications.preference;

import city.zhanqiao.data.event.EventSubscription;
import city.zhanqiao.data.personal.PersonalData;
import city.zhanqiao.data.personal.PersonalPart;
import city.zhanqiao.notifications.recipient.Deleted;
import city.zhanqiao.notifications.recipient.Joined;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;

import tools.jackson.databind.json.JsonMapper;

import java.util.List;

/** Beans of the choices. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PreferenceSettings.class)
class PreferenceConfiguration {

    @Bean
    Preferences preferences(DatabaseClient database, JsonMapper json, PreferenceSettings settings) {
        settings.usualQuiet();
        return new Preferences(database, json, settings);
    }

    @Bean
    PersonalData personalPreferences(Preferences preferences) {
        return resident ->
                preferences
                        .of(resident)
                        .map(own ->
                                PersonalPart.of(
                                        "notification-preferences",
                                        "通知偏好",
                                        "Notification preferences",
                                        List.of(own)));
    }

    @Bean
    EventSubscription preferencesFollowTheirOwners(Preferences preferences) {
        return EventSubscription.to("residents")
                .on(
                        Joined.TYPE,
                        Joined.class,
                        (event, joined) -> preferences.move(joined.formerId(), joined.residentId()))
                .on(
                        Deleted.TYPE,
                        Deleted.class,
                        (event, deleted) -> preferences.delete(deleted.residentId()));
    }
}
