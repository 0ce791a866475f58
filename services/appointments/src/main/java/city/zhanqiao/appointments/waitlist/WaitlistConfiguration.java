package city.zhanqiao.appointments.waitlist;

import city.zhanqiao.appointments.booking.KeptBookings;
import city.zhanqiao.appointments.booking.Vacancies;
import city.zhanqiao.appointments.hall.Doors;
import city.zhanqiao.appointments.hall.Halls;
import city.zhanqiao.data.audit.AuditLog;
import city.zhanqiao.data.database.Transactions;
import city.zhanqiao.data.event.EventLog;
import city.zhanqiao.data.event.EventSubscription;
import city.zhanqiao.data.job.Job;
import city.zhanqiao.data.pilot.PilotCopy;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;

import java.time.Duration;
import java.time.InstantSource;

/** Beans of the waiting list. */
@Configuration(proxyBeanMethods = false)
class WaitlistConfiguration {

    private static final Duration BETWEEN_OFFERS = Duration.ofSeconds(1);

    @Bean
    WaitingList waitingList(DatabaseClient database) {
        return new WaitingList(database);
    }

    @Bean
    Waitlist waitlist(
            WaitingList list,
            Vacancies vacancies,
            Doors doors,
            Halls halls,
            Transactions transactions,
            EventLog events,
            AuditLog audit,
            InstantSource clock) {
        return new Waitlist(list, vacancies, doors, halls, transactions, events, audit, clock);
    }

    @Bean
    EventSubscription hallsOpenAndStop(
            PilotCopy pilots, KeptBookings bookings, WaitingList list, EventLog events) {
        return pilots.subscription(new HallStop(bookings, list, events));
    }

    @Bean
    WaitingData waitingData(DatabaseClient database) {
        return new WaitingData(database);
    }

    @Bean
    Job offeringPlaces(Waitlist waitlist) {
        return new Job("offering places", BETWEEN_OFFERS, waitlist::step);
    }
}
