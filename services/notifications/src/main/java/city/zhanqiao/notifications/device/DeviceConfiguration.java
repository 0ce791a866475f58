package city.zhanqiao.notifications.device;

import city.zhanqiao.data.database.Transactions;
import city.zhanqiao.data.encryption.FieldCipher;
import city.zhanqiao.data.event.EventSubscription;
import city.zhanqiao.data.job.Job;
import city.zhanqiao.data.personal.PersonalData;
import city.zhanqiao.notifications.recipient.Deleted;
import city.zhanqiao.notifications.recipient.Joined;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;

import java.time.Duration;
import java.time.InstantSource;

/** Beans of the devices. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DeviceSettings.class)
class DeviceConfiguration {

    private static final Duration BETWEEN_CLEANINGS = Duration.ofHours(6);

    @Bean
    Devices devices(
            DatabaseClient database,
            FieldCipher cipher,
            DeviceSettings settings,
            InstantSource clock) {
        return new Devices(database, cipher, settings, clock);
    }

    @Bean
    PersonalData personalDevices(Devices devices) {
        return new PersonalDevices(devices);
    }

    @Bean
    Job forgetStaleDevices(Devices devices, Transactions transactions) {
        return new Job(
                "forgetting stale devices",
                BETWEEN_CLEANINGS,
                () ->
                        transactions
                                .run(devices.forgetStale())
                                .map(count -> count > 0 ? Job.Found.MORE : Job.Found.NOTHING));
    }

    @Bean
    EventSubscription devicesFollowTheirOwners(Devices devices) {
        return EventSubscription.to("residents")
                .on(
                        Joined.TYPE,
                        Joined.class,
                        (event, joined) ->
                                devices.move(joined.formerId(), joined.residentId())
                                        .then(devices.deleteAll(joined.formerId())))
                .on(
                        Deleted.TYPE,
                        Deleted.class,
                        (event, deleted) -> devices.deleteAll(deleted.residentId()));
    }
}
