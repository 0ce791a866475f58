package city.zhanqiao.data.event;

import city.zhanqiao.data.database.Transactions;
import city.zhanqiao.data.job.Job;
import city.zhanqiao.data.trace.Traces;

import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import org.springframework.r2dbc.core.DatabaseClient;

import reactor.core.publisher.Mono;

import tools.jackson.databind.json.JsonMapper;

import java.time.Duration;
import java.time.InstantSource;

/** Offers the event log and runs its relay and the consumers of other logs. */
@AutoConfiguration
@Import({EventController.class, AsideController.class})
class EventAutoConfiguration {

    /**
     * The relay is woken by each commit of this instance; the pause only covers other instances.
     */
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

    private static final Duration BETWEEN_MEASURES = Duration.ofSeconds(15);

    private static final Duration BETWEEN_PARTITIONS = Duration.ofHours(12);

    @Bean
    EventStream eventStream(ReactiveStringRedisTemplate redis, JsonMapper json) {
        return new EventStream(redis, json);
    }

    @Bean
    EventLog eventLog(
            DatabaseClient database,
            JsonMapper json,
            InstantSource clock,
            @Value("${spring.application.name}") String service,
            ObjectProvider<RelayJob> relay) {
        return new EventLog(
                database, json, clock, service, () -> relay.ifAvailable(RelayJob::wake));
    }

    @Bean
    RelayJob eventRelay(
            DatabaseClient database, Transactions transactions, EventLog log, EventStream stream) {
        EventRelay relay = new EventRelay(database, transactions, log, stream);
        return new RelayJob(new Job("event relay", BETWEEN_LOOKS, relay::step));
    }

    @Bean
    Job eventRelayJob(RelayJob relay) {
        return relay.job();
    }

    @Bean
    Job eventPartitions(DatabaseClient database) {
        return new Job(
                "event partitions",
                BETWEEN_PARTITIONS,
                () ->
                        database.sql("SELECT event_partitions(3)")
                                .fetch()
                                .first()
                                .then(Mono.just(Job.Found.NOTHING)));
    }

    @Bean
    EventConsumers eventConsumers(
            ObjectProvider<EventSubscription> subscriptions,
            EventStream stream,
            ObjectProvider<Peers> peers,
            DatabaseClient database,
            Transactions transactions,
            Traces traces,
            JsonMapper json) {
        return new EventConsumers(
                subscriptions.orderedStream().toList(),
                stream,
                entry ->
                        new EventConsumer(
                                entry.getKey(),
                                entry.getValue(),
                                new EventPositions(database, json, entry.getKey()),
                                stream,
                                peers.getObject(),
                                transactions,
                                traces,
                                json));
    }

    @Bean
    EventReplay eventReplay(DatabaseClient database) {
        return new EventReplay(database);
    }

    @Bean
    EventMeasures eventMeasures(
            DatabaseClient database, InstantSource clock, ObjectProvider<MeterRegistry> registry) {
        EventMeasures measures = new EventMeasures(database, clock);
        registry.ifAvailable(measures::register);
        return measures;
    }

    @Bean
    Job eventMeasuring(EventMeasures measures) {
        return new Job("event measures", BETWEEN_MEASURES, measures::step);
    }

    /** Names the relay's job among the other jobs. */
    record RelayJob(Job job) {
        void wake() {
            job.wake();
        }
    }
}
