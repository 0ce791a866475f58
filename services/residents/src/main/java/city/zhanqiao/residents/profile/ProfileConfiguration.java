package city.zhanqiao.residents.profile;

import city.zhanqiao.data.audit.AuditLog;
import city.zhanqiao.data.database.Transactions;
import city.zhanqiao.data.encryption.FieldCipher;
import city.zhanqiao.data.event.EventLog;
import city.zhanqiao.data.personal.PersonalData;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;

import java.time.InstantSource;

/** Beans about files. */
@Configuration(proxyBeanMethods = false)
class ProfileConfiguration {

    @Bean
    Residents residents(DatabaseClient database, FieldCipher cipher) {
        return new Residents(database, cipher);
    }

    @Bean
    Joining joining(
            Residents residents, ObjectProvider<Heirs> heirs, EventLog events, AuditLog audit) {
        return new Joining(residents, heirs.orderedStream().toList(), events, audit);
    }

    @Bean
    Files files(
            Residents residents,
            Joining joining,
            Transactions transactions,
            EventLog events,
            AuditLog audit,
            InstantSource clock) {
        return new Files(residents, joining, transactions, events, audit, clock);
    }

    @Bean
    Identify identify(
            Residents residents,
            Transactions transactions,
            EventLog events,
            AuditLog audit,
            InstantSource clock) {
        return new Identify(residents, transactions, events, audit, clock);
    }

    @Bean
    ChangePreferences changePreferences(
            Residents residents,
            Transactions transactions,
            EventLog events,
            AuditLog audit,
            ObjectProvider<HomeWatch> watches) {
        return new ChangePreferences(
                residents, transactions, events, audit, watches.orderedStream().toList());
    }

    @Bean
    JoinCodes joinCodes(DatabaseClient database, FieldCipher cipher) {
        return new JoinCodes(database, cipher);
    }

    @Bean
    JoinLogIns joinLogIns(
            Residents residents, JoinCodes codes, Joining joining, InstantSource clock) {
        return new JoinLogIns(residents, codes, joining, clock);
    }

    @Bean
    Leaving leaving(
            Residents residents,
            ObjectProvider<Departure> departures,
            EventLog events,
            AuditLog audit) {
        return new Leaving(residents, departures.orderedStream().toList(), events, audit);
    }

    @Bean
    Correct correct(Residents residents, AuditLog audit, InstantSource clock) {
        return new Correct(residents, audit, clock);
    }

    @Bean
    PersonalData profileData(Residents residents) {
        return new ProfileData(residents);
    }
}
