package city.zhanqiao.appointments.booking;

import city.zhanqiao.appointments.booking.BookingRecord.TimelineEntry;
import city.zhanqiao.city.identifier.CreditCode;
import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.data.database.Columns;
import city.zhanqiao.data.personal.PersonalData;
import city.zhanqiao.data.personal.PersonalPart;
import city.zhanqiao.data.personal.PersonalPart.OpenMatter;

import org.springframework.r2dbc.core.DatabaseClient;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * All bookings of a resident, those that ran out included. An open one stands in the way of
 * deleting the file; one that the resident made for another names nobody else.
 */
final class BookingData implements PersonalData {

    private static final String RESTRICTION =
            "SELECT until, missed FROM restriction WHERE resident = :resident";

    private static final String CALENDAR_LINK =
            "SELECT made_at FROM calendar_link WHERE resident = :resident";

    private final Bookings bookings;
    private final BookingRecord record;
    private final DatabaseClient database;

    BookingData(Bookings bookings, BookingRecord record, DatabaseClient database) {
        this.bookings = bookings;
        this.record = record;
        this.database = database;
    }

    @Override
    public Mono<PersonalPart> of(ResidentId resident) {
        return bookings.allOf(resident)
                .collectList()
                .flatMap(found ->
                        Flux.fromIterable(found)
                                .concatMap(booking -> toRecord(booking, resident))
                                .collectList()
                                .map(records ->
                                        PersonalPart.of("bookings", "预约记录", "Bookings", records)
                                                .withOpen(
                                                        found.stream()
                                                                .flatMap(BookingData::toOpen)
                                                                .toList())));
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

    /** That there is a secret address of the resident's calendar; itself it is known to nobody. */
    Mono<PersonalPart> calendarLinkOf(ResidentId resident) {
        return database.sql(CALENDAR_LINK)
                .bind("resident", resident.value())
                .map(row -> new CalendarLink(Columns.get(row, "made_at", OffsetDateTime.class)))
                .all()
                .collectList()
                .map(found -> PersonalPart.of("calendar-links", "日历订阅地址", "Calendar links", found));
    }

    private Mono<BookingInClear> toRecord(Booking booking, ResidentId resident) {
        return record.timeline(booking.facts().id())
                .collectList()
                .map(steps -> toRecord(booking, resident, steps));
    }

    private static BookingInClear toRecord(
            Booking booking, ResidentId resident, List<TimelineEntry> steps) {
        Facts facts = booking.facts();
        return new BookingInClear(
                facts.id(),
                facts.reference(),
                booking.state().name(),
                facts.place().hall(),
                facts.place().service(),
                BookingViews.local(facts.place().startsAt()),
                BookingViews.local(facts.place().endsAt()),
                facts.application(),
                !facts.resident().equals(resident),
                facts.agent().filter(agent -> facts.resident().equals(resident)),
                facts.firm().map(CreditCode::value),
                steps);
    }

    private static java.util.stream.Stream<OpenMatter> toOpen(Booking booking) {
        return Bookings.isOpen(booking.state())
                ? java.util.stream.Stream.of(new OpenMatter("booking", booking.facts().reference()))
                : java.util.stream.Stream.empty();
    }

    /**
     * One booking; hides itself from logs.
     *
     * @param agent who booked it for the resident
     */
    record BookingInClear(
            BookingId id,
            String reference,
            String state,
            String hall,
            String service,
            OffsetDateTime startsAt,
            OffsetDateTime endsAt,
            Optional<UUID> applicationId,
            boolean forAnother,
            Optional<ResidentId> agent,
            Optional<String> firm,
            List<TimelineEntry> timeline) {

        @Override
        public String toString() {
            return "BookingInClear[hidden]";
        }
    }

    /** When an address was made. */
    record CalendarLink(OffsetDateTime madeAt) {}

    /** A restriction. */
    record Restricted(OffsetDateTime until, int missed) {}
}
