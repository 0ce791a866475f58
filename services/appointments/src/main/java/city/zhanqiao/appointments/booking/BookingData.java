package city.zhanqiao.appointments.booking;

import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.data.database.Columns;
import city.zhanqiao.data.personal.PersonalData;
import city.zhanqiao.data.personal.PersonalPart;
import city.zhanqiao.data.personal.PersonalPart.OpenMatter;

import org.springframework.r2dbc.core.DatabaseClient;

import reactor.core.publisher.Mono;

import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;

/**
 * All bookings of a resident, those that ran out included. An open one stands in the way of
 * deleting the file; one that the resident made for another names nobody else.
 */
final class BookingData implements PersonalData {

    private static final String RESTRICTION =
            "SELECT until, missed FROM restriction WHERE resident = :resident";

    private final Bookings bookings;
    private final DatabaseClient database;

    BookingData(Bookings bookings, DatabaseClient database) {
        this.bookings = bookings;
        this.database = database;
    }

    @Override
    public Mono<PersonalPart> of(ResidentId resident) {
        return bookings.allOf(resident)
                .collectList()
                .map(found ->
                        PersonalPart.of(
                                        "bookings",
                                        "预约记录",
                                        "Bookings",
                                        found.stream()
                                                .map(booking -> toRecord(booking, resident))
                                                .toList())
                                .withOpen(found.stream().flatMap(BookingData::toOpen).toList()));
    }

    /** Whether and until when somebody may not book online. */
    Mono<PersonalPart> restrictionOf(ResidentId resident) {
        return database.sql(RESTRICTION)
                .bind("resident", resident.value())
                .map(row ->
                        new Restricted(
                                Columns.get(row, "until", OffsetDateTime.class),
                                Columns.get(row, "missed", Integer.class)))
                .all()
                .collectList()
                .map(found ->
                        PersonalPart.of(
                                "booking-restrictions", "爽约限制", "Booking restrictions", found));
    }

    private static BookingInClear toRecord(Booking booking, ResidentId resident) {
        Facts facts = booking.facts();
        return new BookingInClear(
                facts.reference(),
                booking.state().name(),
                facts.place().hall(),
                facts.place().service(),
                BookingViews.local(facts.place().startsAt()),
                BookingViews.local(facts.place().endsAt()),
                facts.application(),
                !facts.resident().equals(resident));
    }

    private static java.util.stream.Stream<OpenMatter> toOpen(Booking booking) {
        return Bookings.isOpen(booking.state())
                ? java.util.stream.Stream.of(new OpenMatter("booking", booking.facts().reference()))
                : java.util.stream.Stream.empty();
    }

    /** One booking; hides itself from logs. */
    record BookingInClear(
            String reference,
            String state,
            String hall,
            String service,
            OffsetDateTime startsAt,
            OffsetDateTime endsAt,
            Optional<UUID> applicationId,
            boolean forAnother) {

        @Override
        public String toString() {
            return "BookingInClear[hidden]";
        }
    }

    /** A restriction. */
    record Restricted(OffsetDateTime until, int missed) {}
}
