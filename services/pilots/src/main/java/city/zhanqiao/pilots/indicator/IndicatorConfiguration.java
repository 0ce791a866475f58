package city.zhanqiao.pilots.indicator;

import city.zhanqiao.data.audit.AuditLog;
import city.zhanqiao.data.database.Transactions;
import city.zhanqiao.data.encryption.FieldCipher;
import city.zhanqiao.data.event.EventReplay;
import city.zhanqiao.data.event.EventSubscription;
import city.zhanqiao.data.event.Peers;
import city.zhanqiao.data.job.Job;
import city.zhanqiao.data.personal.PersonalData;
import city.zhanqiao.web.client.ServiceClients;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;

import tools.jackson.databind.json.JsonMapper;

import java.time.Duration;
import java.time.InstantSource;

/** Beans of the indicators. */
@Configuration(proxyBeanMethods = false)
class IndicatorConfiguration {

    /** How old the sums may be while events come in one by one. */
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

    @Bean
    Peers peers(ServiceClients clients) {
        return clients::of;
    }

    @Bean
    CaseEvents caseEvents(DatabaseClient database, FieldCipher cipher) {
        return new CaseEvents(database, cipher);
    }

    @Bean
    EventSubscription countedCases(CaseEvents events) {
        return events.ofApplications();
    }

    @Bean
    EventSubscription countedVisits(CaseEvents events) {
        return events.ofAppointments();
    }

    @Bean
    Counting counting(
            DatabaseClient database,
            Transactions transactions,
            EventReplay replay,
            AuditLog audit,
            JsonMapper json,
            InstantSource clock) {
        return new Counting(database, transactions, replay, audit, json, clock);
    }

    @Bean
    Job countingJob(Counting counting) {
        return new Job("counting cases", BETWEEN_LOOKS, counting::step);
    }

    @Bean
    Definitions definitions(DatabaseClient database, AuditLog audit, InstantSource clock) {
        return new Definitions(database, audit, clock);
    }

    @Bean
    Indicators indicators(DatabaseClient database, Definitions definitions) {
        return new Indicators(database, definitions);
    }

    @Bean
    Costs costs(DatabaseClient database, AuditLog audit, InstantSource clock) {
        return new Costs(database, audit, clock);
    }

    @Bean
    CountedPerson countedCasesOfResident(DatabaseClient database, CaseEvents events) {
        return new CountedPerson(database, events);
    }

    @Bean
    PersonalData countedActivityOfResident(CountedPerson counted) {
        return counted::activityOf;
    }
}
