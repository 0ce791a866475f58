package city.zhanqiao.appointments.booking;

import city.zhanqiao.appointments.AppointmentsProblem;
import city.zhanqiao.appointments.booking.BookingChanges.ChangePage;
import city.zhanqiao.appointments.hall.Hall;
import city.zhanqiao.appointments.hall.Halls;
import city.zhanqiao.city.identity.Access;
import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.city.identity.RealNameLevel;
import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.city.problem.ProblemException;
import city.zhanqiao.data.audit.AuditEntry;
import city.zhanqiao.data.audit.AuditLog;
import city.zhanqiao.data.database.Transactions;
import city.zhanqiao.web.language.Language;
import city.zhanqiao.web.page.Cursor;

import io.swagger.v3.oas.annotations.Operation;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import reactor.core.publisher.Mono;

import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Optional;

/** Bookings for calendars and for apps that keep a copy. */
@RestController
class CalendarController {

    private static final MediaType CALENDAR =
            new MediaType("text", "calendar", StandardCharsets.UTF_8);

    private static final String OPEN_PATH = "/open/v1/calendars";

    /** What a calendar shows; older bookings stay in the list. */
    private static final int ENTRIES = 100;

    private final BookingAccess access;
    private final Bookings bookings;
    private final BookingChanges changes;
    private final CalendarLinks links;
    private final AuditLog audit;
    private final Transactions transactions;
    private final Halls halls;
    private final InstantSource clock;

    CalendarController(
            BookingAccess access,
            Bookings bookings,
            BookingChanges changes,
            CalendarLinks links,
            AuditLog audit,
            Transactions transactions,
            Halls halls,
            InstantSource clock) {
        this.access = access;
        this.bookings = bookings;
        this.changes = changes;
        this.links = links;
        this.audit = audit;
        this.transactions = transactions;
        this.halls = halls;
        this.clock = clock;
    }

    @GetMapping(value = "/api/v1/bookings/{id}.ics", produces = "text/calendar")
    @Access(value = Access.By.RESIDENT, level = RealNameLevel.L2)
    @Operation(summary = "One booking as a calendar file")
    Mono<ResponseEntity<String>> one(
            @PathVariable BookingId id, Caller.Resident resident, ServerHttpRequest http) {
        return access.toSee(resident.id(), id)
                .map(found -> found.orElseThrow(RefusalProblems::toProblem))
                .map(booking -> Ics.of(entry(booking, Language.of(http)), clock.instant()))
                .map(CalendarController::toAnswer);
    }

    @GetMapping(value = "/api/v1/bookings/calendar.ics", produces = "text/calendar")
    @Access(value = Access.By.RESIDENT, level = RealNameLevel.L2)
    @Operation(summary = "All my bookings as a calendar to subscribe to")
    Mono<ResponseEntity<String>> all(Caller.Resident resident, ServerHttpRequest http) {
        return calendarOf(resident.id(), Language.of(http));
    }

    @PutMapping("/api/v1/bookings/calendar-link")
    @Access(value = Access.By.RESIDENT, level = RealNameLevel.L2)
    @Operation(summary = "A secret address for calendar applications; ends the one before")
    Mono<CalendarLink> makeLink(Caller.Resident resident) {
        return transactions
                .run(links.make(resident.id()).delayUntil(made -> note(resident, "calendar.link")))
                .map(secret -> new CalendarLink(OPEN_PATH + "/" + secret + ".ics"));
    }

    @DeleteMapping("/api/v1/bookings/calendar-link")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Access(value = Access.By.RESIDENT, level = RealNameLevel.L2)
    @Operation(summary = "End the secret address; may be repeated")
    Mono<Void> endLink(Caller.Resident resident) {
        return transactions.run(links.end(resident.id()).then(note(resident, "calendar.unlink")));
    }

    /** Whoever has the address may read; it names nobody and cannot be guessed. */
    @GetMapping(value = OPEN_PATH + "/{secret}.ics", produces = "text/calendar")
    @Access(value = Access.By.ANYONE)
    @Operation(summary = "The bookings of whoever made this secret address")
    Mono<ResponseEntity<String>> subscribed(@PathVariable String secret, ServerHttpRequest http) {
        return links.whose(secret)
                .switchIfEmpty(
                        Mono.error(
                                () -> new ProblemException(AppointmentsProblem.BOOKING_NOT_FOUND)))
                .flatMap(resident -> calendarOf(resident, Language.of(http)))
                .map(CalendarController::neverStored);
    }

    private Mono<ResponseEntity<String>> calendarOf(ResidentId resident, Language language) {
        return bookings.listOf(resident, Optional.empty(), ENTRIES)
                .filter(booking -> !(booking instanceof Booking.Held))
                .map(booking -> entry(booking, language))
                .collectList()
                .map(entries -> Ics.of(entries, clock.instant()))
                .map(CalendarController::toAnswer);
    }

    private Mono<Void> note(Caller.Resident resident, String action) {
        return audit.add(AuditEntry.done(resident, action, resident.id().value(), resident.id()));
    }

    @GetMapping("/api/v1/bookings/changes")
    @Access(value = Access.By.RESIDENT, level = RealNameLevel.L2)
    @Operation(summary = "What changed since a token; everything without one")
    Mono<ChangePage> changes(
            @RequestParam Optional<String> since,
            Caller.Resident resident,
            ServerHttpRequest http) {
        return changes.since(resident.id(), since.map(Cursor::parse), Language.of(http));
    }

    private Ics.Entry entry(Booking booking, Language language) {
        Facts facts = booking.facts();
        Hall hall = halls.get(facts.place().hall());
        boolean english = language == Language.EN;
        String service =
                hall.offer(facts.place().service())
                        .map(Hall.Offer::service)
                        .map(found -> english ? found.englishName() : found.name())
                        .orElse(facts.place().service());
        return new Ics.Entry(
                facts,
                booking instanceof Booking.Cancelled || booking instanceof Booking.Expired,
                hall,
                service,
                (english ? hall.englishName() : hall.name()) + ", " + hall.address());
    }

    private static ResponseEntity<String> neverStored(ResponseEntity<String> answer) {
        return ResponseEntity.ok()
                .headers(answer.getHeaders())
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .body(answer.getBody());
    }

    private static ResponseEntity<String> toAnswer(String calendar) {
        return ResponseEntity.ok()
                .contentType(CALENDAR)
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"booking.ics\"")
                .body(calendar);
    }

    /**
     * Where to subscribe.
     *
     * @param path of the secret address, below the address of the city; told only now
     */
    record CalendarLink(String path) {}
}
