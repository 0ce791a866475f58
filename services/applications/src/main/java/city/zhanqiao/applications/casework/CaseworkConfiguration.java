package city.zhanqiao.applications.casework;

import city.zhanqiao.applications.item.FormCheck;
import city.zhanqiao.applications.item.Items;
import city.zhanqiao.applications.item.OpenCases;
import city.zhanqiao.applications.person.Authority;
import city.zhanqiao.applications.scenario.Openings;
import city.zhanqiao.city.calendar.WorkingCalendar;
import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.data.audit.AuditLog;
import city.zhanqiao.data.database.Transactions;
import city.zhanqiao.data.encryption.FieldCipher;
import city.zhanqiao.data.event.EventLog;
import city.zhanqiao.data.event.EventSubscription;
import city.zhanqiao.data.idempotency.Idempotency;
import city.zhanqiao.data.job.Job;
import city.zhanqiao.data.personal.PersonalData;

import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;

import tools.jackson.databind.json.JsonMapper;

import java.time.InstantSource;
import java.util.List;

/** Beans of casework. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(CaseworkSettings.class)
class CaseworkConfiguration {

    /** The published calendar; a supplier, so that an official year can come in while we run. */
    @Bean
    @ConditionalOnMissingBean
    CaseCalendar caseCalendar() {
        return WorkingCalendar::published;
    }

    @Bean
    CaseClock caseClock(CaseCalendar calendar, InstantSource clock) {
        return new CaseClock(calendar, clock);
    }

    @Bean
    Applications applications(
            DatabaseClient database, FieldCipher cipher, JsonMapper json, CaseClock clocks) {
        return new Applications(database, cipher, json, clocks);
    }

    @Bean
    CaseRecord caseRecord(
            DatabaseClient database,
            Applications applications,
            CaseClock clocks,
            Items items,
            EventLog events,
            AuditLog audit,
            List<CaseFollower> followers,
            InstantSource clock) {
        return new CaseRecord(
                database, applications, clocks, items, events, audit, followers, clock);
    }

    @Bean
    Visits visits(DatabaseClient database, EventLog events, InstantSource clock) {
        return new Visits(database, events, clock);
    }

    @Bean
    Inbox inbox(
            DatabaseClient database,
            Items items,
            CaseClock clocks,
            FieldCipher cipher,
            JsonMapper json) {
        return new Inbox(database, items, clocks, cipher, json);
    }

    @Bean
    InboxViews inboxViews(Inbox inbox, Items items, CaseClock clocks) {
        return new InboxViews(inbox, items, clocks);
    }

    @Bean
    Claims claims(
            DatabaseClient database,
            AuditLog audit,
            CaseworkSettings settings,
            InstantSource clock) {
        return new Claims(database, audit, settings, clock);
    }

    @Bean
    CaseAuthority caseAuthority(Applications applications, Items items, Authority authority) {
        return new CaseAuthority(applications, items, authority);
    }

    @Bean
    CaseAccess caseAccess(
            Applications applications,
            Cases cases,
            CaseAuthority authority,
            Handle handle,
            BundleFlow bundles,
            CaseClock clocks) {
        return new CaseAccess(applications, cases, authority, handle, bundles, clocks);
    }

    @Bean
    CaseLimits caseLimits(Items items, Applications applications) {
        return new CaseLimits(items, applications);
    }

    @Bean
    CaseForms caseForms(Applications applications, Items items, FormCheck forms) {
        return new CaseForms(applications, items, forms);
    }

    @Bean
    Drafts drafts(Items items, InstantSource clock) {
        return new Drafts(items, clock);
    }

    @Bean
    Admission admission(
            Items items,
            Openings openings,
            Applications applications,
            CaseClock clocks,
            ObjectProvider<CaseCheck> checks,
            InstantSource clock) {
        return new Admission(
                items, openings, applications, clocks, checks.orderedStream().toList(), clock);
    }

    @Bean
    HandIn handIn(
            Drafts drafts,
            Admission admission,
            CaseForms forms,
            Openings openings,
            Applications applications,
            CaseRecord record,
            CaseClock clocks,
            InstantSource clock) {
        return new HandIn(drafts, admission, forms, openings, applications, record, clocks, clock);
    }

    @Bean
    WindowIntake windowIntake(
            Drafts drafts,
            Admission admission,
            CaseForms forms,
            Applications applications,
            CaseRecord record) {
        return new WindowIntake(drafts, admission, forms, applications, record);
    }

    @Bean
    Handle handle(
            Applications applications,
            CaseRecord record,
            CaseLimits limits,
            CaseClock clocks,
            CaseworkSettings settings,
            ObjectProvider<CaseCheck> checks,
            InstantSource clock) {
        return new Handle(
                applications,
                record,
                limits,
                clocks,
                settings,
                checks.orderedStream().toList(),
                clock);
    }

    @Bean
    BundleFlow bundleFlow(
            Applications applications,
            CaseRecord record,
            CaseLimits limits,
            Items items,
            InstantSource clock) {
        return new BundleFlow(applications, record, limits, items, clock);
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

    @Bean
    CaseChanges caseChanges(
            DatabaseClient database, FieldCipher cipher, JsonMapper json, CaseViews views) {
        return new CaseChanges(database, new ApplicationRow(cipher, json), views);
    }

    @Bean
    PersonalData caseData(Applications applications, CaseRecord record) {
        return new CaseData(applications, record);
    }

    @Bean
    OpenCases openCaseProof(
            DatabaseClient database,
            Applications applications,
            Items items,
            CaseLimits limits,
            FormCheck forms,
            InstantSource clock) {
        return new OpenCaseProof(database, applications, items, limits, forms, clock);
    }

    @Bean
    OfficeActs officeActs(Cases cases, BundleFlow bundles, Claims claims, Idempotency idempotency) {
        return new OfficeActs(cases, bundles, claims, idempotency);
    }

    @Bean
    MissingNotes missingNotes(
            DatabaseClient database,
            Applications applications,
            FieldCipher cipher,
            AuditLog audit,
            ObjectProvider<CaseCheck> checks,
            InstantSource clock) {
        return new MissingNotes(
                database, applications, cipher, audit, checks.orderedStream().toList(), clock);
    }

    @Bean
    CaseMeasures caseMeasures(DatabaseClient database, CaseClock clocks, MeterRegistry registry) {
        CaseMeasures measures = new CaseMeasures(database, clocks);
        measures.register(registry);
        return measures;
    }

    @Bean
    Job countOpenCases(CaseMeasures measures, CaseworkSettings settings) {
        return new Job("counting open cases", settings.timerPause(), measures::step);
    }

    @Bean
    CaseTimers caseTimers(
            DatabaseClient database,
            FieldCipher cipher,
            JsonMapper json,
            Handle handle,
            BundleFlow bundles,
            CaseClock clocks,
            Transactions transactions) {
        DueCases cases = new DueCases(database, cipher, json, clocks);
        return new CaseTimers(cases, handle, bundles, clocks, transactions);
    }

    @Bean
    Job letTheClockAct(CaseTimers timers, CaseworkSettings settings) {
        return new Job("letting the clock act", settings.timerPause(), timers::act);
    }

    /**
     * A calendar comes with a new version of the service, so due dates of a year that has become
     * official are counted anew when the service starts.
     */
    @Bean
    Job recountDueDates(CaseTimers timers, CaseworkSettings settings) {
        return new Job(
                "counting provisional due dates anew",
                settings.recountPause(),
                () -> timers.recount().thenReturn(Job.Found.NOTHING));
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

    @Bean
    EventSubscription agentsLetGo(DatabaseClient database) {
        LettingGo lettingGo = new LettingGo(database);
        return EventSubscription.to("residents")
                .on(
                        "city.zhanqiao.resident.proxy-ended.v1",
                        LettingGo.ProxyEnded.class,
                        (event, ended) -> lettingGo.letGo(ended));
    }

    record Joined(ResidentId residentId, ResidentId formerId) {}
}
