package city.zhanqiao.appointments.booking;

import city.zhanqiao.appointments.hall.Doors;
import city.zhanqiao.appointments.hall.Halls;
import city.zhanqiao.appointments.person.Authority;
import city.zhanqiao.appointments.room.Backlog;
import city.zhanqiao.appointments.slot.Slots;
import city.zhanqiao.data.audit.AuditLog;
import city.zhanqiao.data.database.Transactions;
import city.zhanqiao.data.encryption.FieldCipher;
import city.zhanqiao.data.event.EventLog;
import city.zhanqiao.data.idempotency.IdempotentBatch;
import city.zhanqiao.data.job.Job;
import city.zhanqiao.data.personal.PersonalData;

import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;

import java.time.Duration;

/** Beans of booking. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(BookingSettings.class)
class BookingConfiguration {

    private static final Duration BETWEEN_TIDYINGS = Duration.ofSeconds(1);

    @Bean
    Bookings bookings(DatabaseClient database) {
        return new Bookings(database);
    }

    @Bean
    BookingBatch bookingBatch(DatabaseClient database) {
        return new BookingBatch(database);
    }

    @Bean
    BookingRecord bookingRecord(
            DatabaseClient database,
            Bookings bookings,
            Halls halls,
            EventLog events,
            AuditLog audit) {
        return new BookingRecord(database, bookings, halls, events, audit);
    }

    @Bean
    SoldOut soldOut() {
        return new SoldOut();
    }

    @Bean
    Holding holding(
            IdempotentBatch acts,
            Doors doors,
            Slots slots,
            Bookings bookings,
            BookingBatch batch,
            AuditLog audit,
            SoldOut soldOut,
            BookingSettings settings) {
        return new Holding(acts, doors, slots, bookings, batch, audit, soldOut, settings);
    }

    @Bean
    Confirming confirming(
            IdempotentBatch acts,
            Bookings bookings,
            BookingBatch batch,
            Halls halls,
            EventLog events,
            AuditLog audit) {
        return new Confirming(acts, bookings, batch, halls, events, audit);
    }

    @Bean
    BookingMeasures bookingMeasures(MeterRegistry registry) {
        return new BookingMeasures(registry);
    }

    @Bean
    Rush rush(
            Holding holding,
            Confirming confirming,
            SoldOut soldOut,
            BookingMeasures measures,
            BookingSettings settings) {
        return new Rush(holding, confirming, soldOut, measures, settings);
    }

    @Bean
    Backlog backlog(Rush rush) {
        return rush::waiting;
    }

    @Bean
    BookingData bookingData(Bookings bookings, BookingRecord record, DatabaseClient database) {
        return new BookingData(bookings, record, database);
    }

    @Bean
    PersonalData bookingRestrictions(BookingData data) {
        return data::restrictionOf;
    }

    @Bean
    PersonalData calendarLinkData(BookingData data) {
        return data::calendarLinkOf;
    }

    @Bean
    Changing changing(
            Doors doors,
            Slots slots,
            Bookings bookings,
            BookingBatch batch,
            BookingRecord record,
            BookingSettings settings) {
        return new Changing(doors, slots, bookings, batch, record, settings);
    }

    @Bean
    CheckInCodes checkInCodes(FieldCipher cipher) {
        return new CheckInCodes(cipher);
    }

    @Bean
    BookingAccess bookingAccess(Bookings bookings, Authority authority) {
        return new BookingAccess(bookings, authority);
    }

    @Bean
    BookingViews bookingViews(
            Bookings bookings, BookingRecord record, Halls halls, CheckInCodes codes) {
        return new BookingViews(bookings, record, halls, codes);
    }

    @Bean
    Vacancies vacancies(
            DatabaseClient database,
            Slots slots,
            Bookings bookings,
            BookingBatch batch,
            AuditLog audit,
            BookingSettings settings) {
        return new Vacancies(database, slots, bookings, batch, audit, settings);
    }

    @Bean
    Rebooking rebooking(
            DatabaseClient database,
            Slots slots,
            Bookings bookings,
            BookingBatch batch,
            BookingRecord record,
            BookingSettings settings) {
        return new Rebooking(database, slots, bookings, batch, record, settings);
    }

    @Bean
    OfficeBooking officeBooking(
            Doors doors,
            Slots slots,
            Bookings bookings,
            BookingBatch batch,
            Halls halls,
            EventLog events,
            AuditLog audit,
            BookingSettings settings) {
        return new OfficeBooking(doors, slots, bookings, batch, halls, events, audit, settings);
    }

    @Bean
    KeptBookings keptBookings(DatabaseClient database, Halls halls, EventLog events) {
        return new KeptBookings(database, halls, events);
    }

    @Bean
    Visits visits(
            Slots slots,
            Bookings bookings,
            BookingRecord record,
            CheckInCodes codes,
            Halls halls,
            EventLog events) {
        return new Visits(slots, bookings, record, codes, halls, events);
    }

    @Bean
    CalendarLinks calendarLinks(DatabaseClient database) {
        return new CalendarLinks(database);
    }

    @Bean
    BookingChanges bookingChanges(DatabaseClient database, Bookings bookings, BookingViews views) {
        return new BookingChanges(database, bookings, views);
    }

    @Bean
    Job freeing(
            DatabaseClient database,
            Transactions transactions,
            Slots slots,
            SoldOut soldOut,
            Halls halls,
            EventLog events) {
        Freeing freeing = new Freeing(database, transactions, slots, soldOut, halls, events);
        return new Job("freeing places", BETWEEN_TIDYINGS, freeing::step);
    }

    @Bean
    Job notingNoShows(
            DatabaseClient database,
            Transactions transactions,
            Slots slots,
            Bookings bookings,
            BookingRecord record,
            AuditLog audit,
            BookingSettings settings) {
        NoShows noShows =
                new NoShows(database, transactions, slots, bookings, record, audit, settings);
        return new Job("noting no-shows", settings.lookForNoShows(), noShows::step);
    }
}
