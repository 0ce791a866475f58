package city.zhanqiao.appointments.closure;

import city.zhanqiao.appointments.booking.Rebooking;
import city.zhanqiao.appointments.waitlist.Waitlist;
import city.zhanqiao.data.audit.AuditLog;
import city.zhanqiao.data.database.Transactions;
import city.zhanqiao.data.event.EventLog;
import city.zhanqiao.data.job.Job;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;

import java.time.Duration;

/** Beans of closures. */
@Configuration(proxyBeanMethods = false)
class ClosureConfiguration {

    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(2);

    @Bean
    Closures closures(
            DatabaseClient database,
            Transactions transactions,
            Rebooking rebooking,
            Waitlist waitlist,
            EventLog events,
            AuditLog audit) {
        return new Closures(database, transactions, rebooking, waitlist, events, audit);
    }

    @Bean
    Job rebookingAfterClosures(Closures closures) {
        return new Job("rebooking after closures", BETWEEN_LOOKS, closures::step);
    }
}
