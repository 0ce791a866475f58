package city.zhanqiao.residents.authority;

import city.zhanqiao.data.audit.AuditLog;
import city.zhanqiao.data.encryption.FieldCipher;
import city.zhanqiao.data.event.EventLog;
import city.zhanqiao.data.personal.PersonalData;
import city.zhanqiao.data.personal.PersonalPart;
import city.zhanqiao.residents.profile.Identify;
import city.zhanqiao.residents.profile.Residents;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;

import java.time.InstantSource;

/** Beans about authority. */
@Configuration(proxyBeanMethods = false)
class AuthorityConfiguration {

    @Bean
    Proxies proxies(DatabaseClient database, FieldCipher cipher, InstantSource clock) {
        return new Proxies(database, cipher, clock);
    }

    @Bean
    Guardianships guardianships(DatabaseClient database, FieldCipher cipher) {
        return new Guardianships(database, cipher);
    }

    @Bean
    GiveProxy giveProxy(
            Residents residents,
            Identify identify,
            Proxies proxies,
            EventLog events,
            AuditLog audit,
            InstantSource clock) {
        return new GiveProxy(residents, identify, proxies, events, audit, clock);
    }

    @Bean
    EndProxy endProxy(Proxies proxies, EventLog events, AuditLog audit, InstantSource clock) {
        return new EndProxy(proxies, events, audit, clock);
    }

    @Bean
    RecordGuardianship recordGuardianship(
            Identify identify, Guardianships guardianships, AuditLog audit, InstantSource clock) {
        return new RecordGuardianship(identify, guardianships, audit, clock);
    }

    @Bean
    ProxyViews proxyViews(
            Proxies proxies,
            Guardianships guardianships,
            Residents residents,
            InstantSource clock) {
        return new ProxyViews(proxies, guardianships, residents, clock);
    }

    @Bean
    PersonalData proxyData(Proxies proxies) {
        return resident ->
                proxies.listOf(resident)
                        .collectList()
                        .map(all -> PersonalPart.of("proxies", "授权委托", "Proxies", all));
    }

    @Bean
    PersonalData guardianshipData(Guardianships guardianships) {
        return resident ->
                guardianships
                        .listAbout(resident)
                        .collectList()
                        .map(all -> PersonalPart.of("guardianships", "监护关系", "Guardianships", all));
    }

    @Bean
    Guardians guardians(Guardianships guardianships, Residents residents, InstantSource clock) {
        return new Guardians(guardianships, residents, clock);
    }

    @Bean
    AuthorityChecks authorityChecks(
            Guardians guardians, Proxies proxies, FirmAuthority firms, InstantSource clock) {
        return new AuthorityChecks(guardians, proxies, firms, clock);
    }
}
