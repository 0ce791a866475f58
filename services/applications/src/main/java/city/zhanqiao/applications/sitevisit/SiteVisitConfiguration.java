package city.zhanqiao.applications.sitevisit;

import city.zhanqiao.applications.casework.CaseAccess;
import city.zhanqiao.data.audit.AuditLog;
import city.zhanqiao.data.encryption.FieldCipher;
import city.zhanqiao.data.event.EventLog;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;

import java.time.InstantSource;

/** Beans of site visits. */
@Configuration(proxyBeanMethods = false)
class SiteVisitConfiguration {

    @Bean
    SiteVisits siteVisits(DatabaseClient database, FieldCipher cipher, InstantSource clock) {
        return new SiteVisits(database, cipher, clock);
    }

    @Bean
    VisitSites visitSites(
            CaseAccess cases,
            SiteVisits visits,
            EventLog events,
            AuditLog audit,
            InstantSource clock) {
        return new VisitSites(cases, visits, events, audit, clock);
    }
}
