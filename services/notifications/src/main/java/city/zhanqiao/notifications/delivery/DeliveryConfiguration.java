package city.zhanqiao.notifications.delivery;

import city.zhanqiao.data.database.Transactions;
import city.zhanqiao.data.event.EventSubscription;
import city.zhanqiao.data.job.Job;
import city.zhanqiao.notifications.device.Devices;
import city.zhanqiao.notifications.push.PushProvider;
import city.zhanqiao.notifications.push.PushProviders;
import city.zhanqiao.notifications.recipient.Deleted;
import city.zhanqiao.notifications.recipient.Joined;
import city.zhanqiao.notifications.template.Templates;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Beans of the delivery. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DeliverySettings.class)
class DeliveryConfiguration {

    private static final Duration BETWEEN_EXPIRIES = Duration.ofMinutes(1);

    @Bean
    Bell bell() {
        return new Bell();
    }

    @Bean
    Deliveries deliveries(DatabaseClient database, InstantSource clock, Bell bell) {
        return new Deliveries(database, clock, bell);
    }

    @Bean
    SignOfLife signOfLife(DatabaseClient database, DeliverySettings settings) {
        return new SignOfLife(database, settings);
    }

    @Bean
    DeliveryQueue deliveryQueue(
            DatabaseClient database,
            Transactions transactions,
            Devices devices,
            SignOfLife self,
            DeliverySettings settings) {
        return new DeliveryQueue(database, transactions, devices, self, settings);
    }

    @Bean
    Pumps pumps(
            PushProviders providers,
            DeliveryQueue queue,
            Devices devices,
            Templates templates,
            SignOfLife self,
            DeliverySettings settings,
            Bell bell) {
        RetryRule rule = new RetryRule(settings, RandomGenerator.getDefault());
        List<Pump> pumps = new ArrayList<>();
        for (PushProvider provider : providers.all()) {
            Sender sender = new Sender(provider, devices, templates);
            for (Lane lane : Lane.values()) {
                pumps.add(new Pump(lane, sender, queue, self, rule, settings));
            }
        }
        pumps.forEach(bell::wakes);
        return new Pumps(pumps, self);
    }

    @Bean
    Job beatOfSender(SignOfLife self, DeliverySettings settings) {
        return new Job("sign of life", settings.alive().dividedBy(4), self::beat);
    }

    @Bean
    Job takeOverFromTheDead(DeliveryQueue queue, DeliverySettings settings) {
        return new Job(
                "taking over deliveries",
                settings.alive().dividedBy(4),
                () -> queue.takeOver().map(count -> Job.Found.NOTHING));
    }

    @Bean
    Job expireDeliveries(DeliveryQueue queue) {
        return new Job(
                "expiring deliveries",
                BETWEEN_EXPIRIES,
                () -> queue.expire().map(count -> count > 0 ? Job.Found.MORE : Job.Found.NOTHING));
    }

    @Bean
    EventSubscription deliveriesFollowTheirOwners(Deliveries deliveries) {
        return EventSubscription.to("residents")
                .on(
                        Joined.TYPE,
                        Joined.class,
                        (event, joined) -> deliveries.move(joined.formerId(), joined.residentId()))
                .on(
                        Deleted.TYPE,
                        Deleted.class,
                        (event, deleted) -> deliveries.delete(deleted.residentId()));
    }
}
