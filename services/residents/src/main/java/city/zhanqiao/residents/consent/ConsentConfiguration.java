package city.zhanqiao.residents.consent;

import city.zhanqiao.data.audit.AuditLog;
import city.zhanqiao.data.event.EventLog;
import city.zhanqiao.data.personal.PersonalData;
import city.zhanqiao.data.personal.PersonalPart;
import city.zhanqiao.residents.authority.Guardians;
import city.zhanqiao.residents.profile.Departure;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;

import tools.jackson.databind.json.JsonMapper;

import java.time.InstantSource;

/** Beans about consents. */
@Configuration(proxyBeanMethods = false)
class ConsentConfiguration {

    @Bean
    ConsentTexts consentTexts(JsonMapper json) {
        return ConsentTexts.published(json);
    }

    @Bean
    Consents consents(DatabaseClient database, InstantSource clock) {
        return new Consents(database, clock);
    }

    @Bean
    Agree agree(
            ConsentTexts texts,
            Consents consents,
            Guardians guardians,
            EventLog events,
            AuditLog audit,
            InstantSource clock) {
        return new Agree(texts, consents, guardians, events, audit, clock);
    }

    @Bean
    Departure consentsEnd(Agree agree) {
        return (resident, actor) -> agree.withdrawAll(actor, resident);
    }

    @Bean
    PersonalData consentData(Consents consents) {
        return resident ->
                consents.listOf(resident)
                        .collectList()
                        .map(all -> PersonalPart.of("consents", "同意记录", "Consents", all));
    }
}
