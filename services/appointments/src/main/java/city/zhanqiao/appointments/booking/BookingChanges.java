package city.zhanqiao.appointments.booking;

import city.zhanqiao.appointments.AppointmentsProblem;
import city.zhanqiao.appointments.booking.BookingViews.BookingView;
import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.city.problem.ProblemException;
import city.zhanqiao.data.database.Columns;
import city.zhanqiao.web.language.Language;
import city.zhanqiao.web.page.Cursor;

import org.springframework.r2dbc.core.DatabaseClient;

import reactor.core.publisher.Mono;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What changed since an app last asked. The token is the oldest transaction that was still running
 * then: a change that commits late is told twice rather than never.
 */
final class BookingChanges {

    /** An app that was away for longer reads everything anew. */
    private static final Duration REMEMBERED = Duration.ofDays(30);

    private static final String HEAD =
            """
            SELECT log, pg_snapshot_xmin(pg_current_snapshot())::text::bigint AS transaction,
                   clock_timestamp() AS at
              FROM event_relay
            """;

    private static final String CHANGED =
            "SELECT "
                    + Bookings.COLUMNS
                    + """
                      FROM booking
                     WHERE (resident = :resident OR agent = :resident)
                       AND changed_in >= :since::text::xid8
                     ORDER BY id
                    """;

    private final DatabaseClient database;
    private final Bookings bookings;
    private final BookingViews views;

    BookingChanges(DatabaseClient database, Bookings bookings, BookingViews views) {
        this.database = database;
        this.bookings = bookings;
        this.views = views;
    }

    /** The token is taken before the rows are read, so nothing falls between two calls. */
    Mono<ChangePage> since(ResidentId resident, Optional<Cursor> since, Language language) {
        return head().flatMap(head ->
                since.map(token -> changed(resident, token, head, language))
                        .orElseGet(() -> all(resident, head, language)));
    }

    private Mono<ChangePage> changed(
            ResidentId resident, Cursor token, Head head, Language language) {
        boolean known =
                token.uuid(0).equals(head.log())
                        && token.number(1) <= head.transaction()
                        && token.instant(2).isAfter(head.at().minus(REMEMBERED));
        if (!known) {
            return Mono.error(new ProblemException(AppointmentsProblem.SYNC_TOKEN_TOO_OLD));
        }
        return database.sql(CHANGED)
                .bind("resident", resident.value())
                .bind("since", Long.toString(token.number(1)))
                .map(Bookings::toBooking)
                .all()
                .collectList()
                .map(found -> page(found, resident, head, language));
    }

    private Mono<ChangePage> all(ResidentId resident, Head head, Language language) {
        return bookings.allOf(resident)
                .filter(booking -> !(booking instanceof Booking.Expired))
                .collectList()
                .map(found -> page(found, resident, head, language));
    }

    private ChangePage page(List<Booking> found, ResidentId reader, Head head, Language language) {
        return new ChangePage(
                found.stream()
                        .filter(booking -> !(booking instanceof Booking.Expired))
                        .map(booking -> views.line(booking, reader, language))
                        .toList(),
                found.stream()
                        .filter(Booking.Expired.class::isInstance)
                        .map(booking -> booking.facts().id())
                        .toList(),
                Cursor.of(head.log(), head.transaction(), head.at()));
    }

    private Mono<Head> head() {
        return database.sql(HEAD)
                .map(row ->
                        new Head(
                                Columns.get(row, "log", UUID.class),
                                Columns.get(row, "transaction", Long.class),
                                Columns.instant(row, "at")))
                .one();
    }

    private record Head(UUID log, long transaction, Instant at) {}

    /**
     * Changes.
     *
     * @param items as they are now
     * @param removed holds that are no more
     * @param token for the next call
     */
    record ChangePage(List<BookingView> items, List<BookingId> removed, Cursor token) {}
}
