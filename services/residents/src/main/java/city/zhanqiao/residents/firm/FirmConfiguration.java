package city.zhanqiao.residents.firm;

import city.zhanqiao.data.audit.AuditLog;
import city.zhanqiao.data.encryption.FieldCipher;
import city.zhanqiao.data.personal.PersonalData;
import city.zhanqiao.data.personal.PersonalPart;
import city.zhanqiao.residents.profile.Identify;
import city.zhanqiao.residents.profile.Residents;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;

import java.time.InstantSource;

/** Beans about firms. */
@Configuration(proxyBeanMethods = false)
class FirmConfiguration {

    @Bean
    FirmAgents firmAgents(DatabaseClient database, FieldCipher cipher) {
        return new FirmAgents(database, cipher);
    }

    @Bean
    Appoint appoint(
            FirmAgents agents,
            Residents residents,
            Identify identify,
            AuditLog audit,
            InstantSource clock) {
        return new Appoint(agents, residents, identify, audit, clock);
    }

    @Bean
    PersonalData firmData(FirmAgents agents) {
        return resident ->
                agents.listOf(resident)
                        .map(FirmViews.FirmAgentView::of)
                        .collectList()
                        .map(all -> PersonalPart.of("firms", "代办单位", "Firms", all));
    }

    @Bean
    FirmViews firmViews(FirmAgents agents, Residents residents, InstantSource clock) {
        return new FirmViews(agents, residents, clock);
    }
}
