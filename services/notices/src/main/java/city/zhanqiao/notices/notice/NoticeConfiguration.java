package city.zhanqiao.notices.notice;

import city.zhanqiao.city.Outcome;
import city.zhanqiao.data.audit.AuditLog;
import city.zhanqiao.data.database.Transactions;
import city.zhanqiao.data.event.EventLog;
import city.zhanqiao.data.event.EventSubscription;
import city.zhanqiao.data.idempotency.Idempotency;
import city.zhanqiao.data.job.Job;
import city.zhanqiao.data.pilot.PilotCopy;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;

import tools.jackson.databind.json.JsonMapper;

import java.time.Duration;
import java.time.InstantSource;

/** Beans about notices. */
@Configuration(proxyBeanMethods = false)
class NoticeConfiguration {

    /** A notice for 08:00 is public at 08:00:01 at the latest. */
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

    private static final Duration A_DAY = Duration.ofDays(1);

    @Bean
    Notices notices(DatabaseClient database, JsonMapper json) {
        return new Notices(database, json);
    }

    @Bean
    Desk desk(
            Notices notices,
            AttachmentRows attachments,
            PilotCopy pilots,
            EventLog events,
            AuditLog audit,
            InstantSource clock) {
        return new Desk(
                notices,
                attachments,
                new ContentCheck(clock),
                new KindOpenings(pilots),
                events,
                audit,
                clock);
    }

    /** Which kinds may begin where. */
    @Bean
    EventSubscription kindsOpenAndStop(PilotCopy pilots) {
        return pilots.subscription();
    }

    @Bean
    AttachmentRows attachmentRows(DatabaseClient database) {
        return new AttachmentRows(database);
    }

    @Bean
    Drafts drafts(Desk desk, Idempotency idempotency) {
        return new Drafts(desk, idempotency);
    }

    @Bean
    OfficeNotices officeNotices(Desk desk) {
        return new OfficeNotices(desk);
    }

    /** At the start; later looks find them there. */
    @Bean
    @ConditionalOnProperty("zhanqiao.notices.examples")
    Job exampleNotices(
            Notices notices, Transactions transactions, JsonMapper json, InstantSource clock) {
        ExampleNotices examples = new ExampleNotices(notices, transactions, json, clock);
        return new Job(
                "example notices", A_DAY, () -> examples.add().thenReturn(Job.Found.NOTHING));
    }

    @Bean
    StaffCalendar staffCalendar(DatabaseClient database) {
        return new StaffCalendar(database);
    }

    /**
     * Publishes what is scheduled and ends what is over; each notice once, whatever runs beside it.
     */
    @Bean
    Job passingTime(Desk desk, Transactions transactions) {
        return new Job(
                "scheduled and expired notices",
                BETWEEN_LOOKS,
                () -> transactions.act(desk.letTimePass()).map(NoticeConfiguration::found));
    }

    private static Job.Found found(Outcome<Notice, Refusal> outcome) {
        return switch (outcome) {
            case Outcome.Done<Notice, Refusal> _ -> Job.Found.MORE;
            case Outcome.Refused<Notice, Refusal> _ -> Job.Found.NOTHING;
        };
    }
}
