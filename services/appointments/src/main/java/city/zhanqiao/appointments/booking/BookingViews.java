package city.zhanqiao.appointments.booking;

import city.zhanqiao.appointments.booking.Booking.State;
import city.zhanqiao.appointments.booking.Facts.Place;
import city.zhanqiao.appointments.hall.Hall;
import city.zhanqiao.appointments.hall.Halls;
import city.zhanqiao.city.calendar.CityTime;
import city.zhanqiao.city.identifier.CreditCode;
import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.web.language.Language;
import city.zhanqiao.web.page.Cursor;
import city.zhanqiao.web.page.Paging;

import reactor.core.publisher.Mono;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Bookings as residents see them. */
final class BookingViews {

    private final Bookings bookings;
    private final BookingRecord record;
    private final Halls halls;
    private final CheckInCodes codes;

    BookingViews(Bookings bookings, BookingRecord record, Halls halls, CheckInCodes codes) {
        this.bookings = bookings;
        this.record = record;
        this.halls = halls;
        this.codes = codes;
    }

    /** One page of a resident's bookings, newest first. */
    Mono<BookingPage> listOf(ResidentId resident, Paging paging, Language language) {
        Optional<UUID> before = paging.cursor().map(cursor -> cursor.uuid(0));
        return bookings.listOf(resident, before, paging.limit() + 1)
                .map(booking -> line(booking, resident, language))
                .collectList()
                .map(found -> page(found, paging.limit()));
    }

    /** One booking with its history. */
    Mono<BookingView> one(Booking booking, Language language) {
        return record.timeline(booking.facts().id())
                .map(step -> new StepView(local(step.at()), step.act(), step.state()))
                .collectList()
                .map(steps -> view(booking, language, steps, true));
    }

    /**
     * One of many. What was booked for another lacks the code: whether the authority still lasts is
     * only asked where one booking is opened.
     */
    BookingView line(Booking booking, ResidentId reader, Language language) {
        return view(booking, language, List.of(), booking.facts().resident().equals(reader));
    }

    /** What an act answers. */
    BookingView of(Placed placed, Language language) {
        Hall hall = halls.get(placed.hall());
        return new BookingView(
                placed.id(),
                placed.version(),
                placed.reference(),
                placed.state(),
                placed.hall(),
                name(hall, language),
                hall.address(),
                placed.service(),
                serviceName(hall, placed.service(), language),
                local(placed.startsAt()),
                local(placed.endsAt()),
                placed.holdUntil().map(BookingViews::local),
                placed.actingFor(),
                placed.agent(),
                placed.firm(),
                Optional.empty(),
                Optional.empty(),
                List.of());
    }

    private BookingView view(
            Booking booking, Language language, List<StepView> steps, boolean withCode) {
        Facts facts = booking.facts();
        Place place = facts.place();
        Hall hall = halls.get(place.hall());
        return new BookingView(
                facts.id(),
                facts.version().number(),
                facts.reference(),
                booking.state(),
                place.hall(),
                name(hall, language),
                hall.address(),
                place.service(),
                serviceName(hall, place.service(), language),
                local(place.startsAt()),
                local(place.endsAt()),
                booking instanceof Booking.Held held
                        ? Optional.of(local(held.until()))
                        : Optional.empty(),
                facts.agent().map(agent -> facts.resident()),
                facts.agent(),
                facts.firm().map(CreditCode::value),
                facts.application(),
                withCode && booking instanceof Booking.Confirmed
                        ? Optional.of(codes.of(facts))
                        : Optional.empty(),
                steps);
    }

    static OffsetDateTime local(Instant at) {
        return at.atZone(CityTime.ZONE).toOffsetDateTime();
    }

    private static String name(Hall hall, Language language) {
        return language == Language.EN ? hall.englishName() : hall.name();
    }

    private static String serviceName(Hall hall, String code, Language language) {
        return hall.offer(code)
                .map(Hall.Offer::service)
                .map(found -> language == Language.EN ? found.englishName() : found.name())
                .orElse(code);
    }

    private static BookingPage page(List<BookingView> found, int limit) {
        if (found.size() <= limit) {
            return new BookingPage(found, Optional.empty());
        }
        List<BookingView> items = found.subList(0, limit);
        return new BookingPage(items, Optional.of(Cursor.of(items.getLast().id().value())));
    }

    /** A page of bookings. */
    record BookingPage(List<BookingView> items, Optional<Cursor> next) {}

    /**
     * A booking.
     *
     * @param reference what to tell at the hall
     * @param holdUntil until when the place is kept without a confirmation
     * @param actingFor who comes, when somebody else booked it
     * @param agent who booked it for them
     * @param firm credit code of the firm for which the resident comes
     * @param checkInCode to be shown as a QR code together with the id; can be used once; in lists
     *     only for whoever comes
     * @param timeline only where one booking is asked for
     */
    record BookingView(
            BookingId id,
            long version,
            String reference,
            State state,
            String hall,
            String hallName,
            String address,
            String service,
            String serviceName,
            OffsetDateTime startsAt,
            OffsetDateTime endsAt,
            Optional<OffsetDateTime> holdUntil,
            Optional<ResidentId> actingFor,
            Optional<ResidentId> agent,
            Optional<String> firm,
            Optional<UUID> applicationId,
            Optional<String> checkInCode,
            List<StepView> timeline) {}

    /** One line of the history. */
    record StepView(OffsetDateTime at, BookingStep act, State state) {}
}
