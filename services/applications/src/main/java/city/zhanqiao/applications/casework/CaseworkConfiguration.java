package city.zhanqiao.applications.casework;

import city.zhanqiao.applications.item.FormCheck;
import city.zhanqiao.applications.item.Items;
import city.zhanqiao.applications.scenario.Openings;
import city.zhanqiao.city.calendar.WorkingCalendar;
import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.data.audit.AuditLog;
import city.zhanqiao.data.encryption.FieldCipher;
import city.zhanqiao.data.event.EventLog;
import city.zhanqiao.data.event.EventSubscription;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;

import tools.jackson.databind.json.JsonMapper;

import java.time.InstantSource;

/** Beans of casework. */
@Configuration(proxyBeanMethods = false)
class CaseworkConfiguration {

    @Bean
    Applications applications(DatabaseClient database, FieldCipher cipher, JsonMapper json) {
        return new Applications(database, cipher, json);
    }

    @Bean
    CaseClock caseClock(InstantSource clock) {
        return new CaseClock(WorkingCalendar.published(), clock);
    }

    @Bean
    CaseRecord caseRecord(
            DatabaseClient database,
            Applications applications,
            Items items,
            CaseClock clocks,
            EventLog events,
            AuditLog audit,
            InstantSource clock) {
        return new CaseRecord(database, applications, items, clocks, events, audit, clock);
    }

    @Bean
    HandIn handIn(
            Items items,
            FormCheck forms,
            Openings openings,
            Applications applications,
            CaseRecord record,
            InstantSource clock) {
        return new HandIn(items, forms, openings, applications, record, clock);
    }

    @Bean
    Handle handle(CaseRecord record, InstantSource clock) {
        return new Handle(record, clock);
    }

    @Bean
    Cases cases(Applications applications) {
        return new Cases(applications);
    }

    @Bean
    CaseViews caseViews(
            Applications applications, CaseRecord record, CaseClock clocks, Items items) {
        return new CaseViews(applications, record, clocks, items);
    }

    /** A resident who was first known at a window has logged in: the cases follow. */
    @Bean
    EventSubscription residentsJoin(Applications applications) {
        return EventSubscription.to("residents")
                .on(
                        "city.zhanqiao.resident.joined.v1",
                        Joined.class,
                        (event, joined) ->
                                applications.reOwn(joined.formerId(), joined.residentId()));
    }

    record Joined(ResidentId residentId, ResidentId formerId) {}
}
