package city.zhanqiao.notifications.delivery;

import city.zhanqiao.data.database.Transactions;
import city.zhanqiao.data.event.EventSubscription;
import city.zhanqiao.data.job.Job;
import city.zhanqiao.data.personal.PersonalData;
import city.zhanqiao.data.personal.PersonalPart;
import city.zhanqiao.data.trace.Traces;
import city.zhanqiao.notifications.device.Devices;
import city.zhanqiao.notifications.push.Provider;
import city.zhanqiao.notifications.push.PushProvider;
import city.zhanqiao.notifications.push.PushProviders;
import city.zhanqiao.notifications.recipient.Deleted;
import city.zhanqiao.notifications.recipient.FcmConsent;
import city.zhanqiao.notifications.recipient.Joined;
import city.zhanqiao.notifications.template.Templates;

import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;

import reactor.core.publisher.Mono;

import tools.jackson.databind.json.JsonMapper;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Beans of the delivery. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({DeliverySettings.class, CanarySettings.class})
class DeliveryConfiguration {

    private static final Duration BETWEEN_MEASURES = Duration.ofSeconds(15);
    private static final Duration BETWEEN_EXPIRIES = Duration.ofMinutes(1);

    @Bean
    Bell bell() {
        return new Bell();
    }

    @Bean
    Deliveries deliveries(DatabaseClient database, Bell bell) {
        return new Deliveries(database, bell);
    }

    @Bean
    Proof proof(DatabaseClient database, Bell bell) {
        return new Proof(database, bell);
    }

    @Bean
    PersonalData personalDeliveries(Proof proof) {
        return resident ->
                proof.listOf(resident.value())
                        .collectList()
                        .map(lines -> PersonalPart.of("deliveries", "发送记录", "Deliveries", lines));
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
            Bell bell,
            Traces traces,
            JsonMapper json,
            MeterRegistry registry) {
        RetryRule rule = new RetryRule(settings, RandomGenerator.getDefault());
        Attempts attempts = new Attempts(registry);
        List<Pump> pumps = new ArrayList<>();
        for (PushProvider provider : providers.all()) {
            Pace pace = new Pace(settings.perSecond(), self::processes, System::nanoTime);
            Sender sender = new Sender(provider, devices, templates, traces, json);
            for (Lane lane : Lane.values()) {
                pumps.add(new Pump(lane, sender, queue, self, rule, settings, pace, attempts));
            }
        }
        pumps.forEach(bell::wakes);
        return new Pumps(pumps, self);
    }

    @Bean
    Job canaries(DatabaseClient database, Templates templates, CanarySettings settings, Bell bell) {
        Canary canary = new Canary(database, templates, settings, bell);
        return new Job("canaries", settings.every().dividedBy(5), canary::step);
    }

    @Bean
    Job measurePushes(DatabaseClient database, CanarySettings canary, MeterRegistry registry) {
        PushMeasures measures = new PushMeasures(database, canary);
        measures.register(registry);
        return new Job("push measures", BETWEEN_MEASURES, measures::step);
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
    Job forgetDeliveries(DeliveryQueue queue, DeliverySettings settings) {
        return new Job(
                "forgetting deliveries",
                settings.betweenCleanings(),
                () -> queue.forget().map(count -> count > 0 ? Job.Found.MORE : Job.Found.NOTHING));
    }

    @Bean
    EventSubscription deliveriesFollowTheirOwners(Deliveries deliveries, PushProviders providers) {
        return EventSubscription.to("residents")
                .on(
                        Joined.TYPE,
                        Joined.class,
                        (event, joined) -> deliveries.move(joined.formerId(), joined.residentId()))
                .on(
                        FcmConsent.WITHDRAWN,
                        FcmConsent.class,
                        (event, consent) ->
                                providers.needsConsent(Provider.FCM) && consent.isMeant()
                                        ? deliveries.skipWithoutConsent(consent.residentId())
                                        : Mono.empty())
                .on(
                        Deleted.TYPE,
                        Deleted.class,
                        (event, deleted) -> deliveries.delete(deleted.residentId()));
    }
}
