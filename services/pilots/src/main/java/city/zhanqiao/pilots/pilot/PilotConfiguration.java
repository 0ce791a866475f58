package city.zhanqiao.pilots.pilot;

import city.zhanqiao.data.audit.AuditLog;
import city.zhanqiao.data.database.Transactions;
import city.zhanqiao.data.event.EventLog;
import city.zhanqiao.data.job.Job;

import org.springframework.boot.ApplicationRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;

import tools.jackson.databind.json.JsonMapper;

import java.time.Duration;
import java.time.InstantSource;

/** Beans of the registry. */
@Configuration(proxyBeanMethods = false)
class PilotConfiguration {

    private static final Duration START_UP = Duration.ofSeconds(20);

    /** A move approved for a later day takes effect this long after midnight at the latest. */
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(20);

    @Bean
    Pilots pilots(DatabaseClient database) {
        return new Pilots(database);
    }

    @Bean
    Moves moves(DatabaseClient database, JsonMapper json) {
        return new Moves(database, json);
    }

    @Bean
    Scenarios scenarios(DatabaseClient database) {
        return new Scenarios(database);
    }

    @Bean
    Steering steering(
            Pilots pilots, Moves moves, EventLog events, AuditLog audit, InstantSource clock) {
        return new Steering(pilots, moves, events, audit, clock);
    }

    @Bean
    Planning planning(
            Pilots pilots,
            Moves moves,
            Scenarios scenarios,
            EventLog events,
            AuditLog audit,
            InstantSource clock) {
        return new Planning(pilots, moves, scenarios, events, audit, clock);
    }

    @Bean
    PilotDirectory pilotDirectory(DatabaseClient database, Steering steering) {
        return new PilotDirectory(database, steering);
    }

    @Bean
    PilotViews pilotViews(Pilots pilots, Moves moves, InstantSource clock) {
        return new PilotViews(pilots, moves, clock);
    }

    /** Before the service says that it is ready. */
    @Bean
    ApplicationRunner enterBatches(
            DatabaseClient database,
            Pilots pilots,
            Moves moves,
            Scenarios scenarios,
            EventLog events,
            Transactions transactions,
            InstantSource clock) {
        Batches batches =
                new Batches(database, pilots, moves, scenarios, events, transactions, clock);
        // On the starting thread: a service that does not know what is open is not ready.
        return arguments -> batches.enter().block(START_UP);
    }

    @Bean
    Job movesThatFallDue(Steering steering, Transactions transactions) {
        return new Job(
                "pilot moves that fall due",
                BETWEEN_LOOKS,
                () -> transactions.run(steering.carryOutDue()).map(moved -> Job.Found.MORE));
    }
}
