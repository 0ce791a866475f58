package city.zhanqiao.appointments.booking;

import city.zhanqiao.appointments.AppointmentsProblem;
import city.zhanqiao.appointments.booking.BookingViews.BookingView;
import city.zhanqiao.appointments.booking.Facts.Place;
import city.zhanqiao.appointments.hall.Hall;
import city.zhanqiao.appointments.hall.Halls;
import city.zhanqiao.appointments.person.People;
import city.zhanqiao.city.IdempotencyKey;
import city.zhanqiao.city.Version;
import city.zhanqiao.city.identity.Access;
import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.city.identity.Role;
import city.zhanqiao.city.problem.ProblemException;
import city.zhanqiao.data.idempotency.Act;
import city.zhanqiao.data.idempotency.Idempotency;
import city.zhanqiao.web.etag.Answers;
import city.zhanqiao.web.language.Language;

import io.swagger.v3.oas.annotations.Operation;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

import reactor.core.publisher.Mono;

import java.net.URI;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;

/** Staff book for residents without a phone or who call. */
@RestController
class OfficeBookingController {

    private static final String PATH = "/admin/v1/bookings";

    private final OfficeBooking office;
    private final People people;
    private final Halls halls;
    private final BookingViews views;
    private final Idempotency idempotency;

    OfficeBookingController(
            OfficeBooking office,
            People people,
            Halls halls,
            BookingViews views,
            Idempotency idempotency) {
        this.office = office;
        this.people = people;
        this.halls = halls;
        this.views = views;
        this.idempotency = idempotency;
    }

    @PostMapping(PATH)
    @Access(
            value = Access.By.STAFF,
            roles = Role.CLERK,
            reach = Access.Reach.DEPARTMENT_AND_DISTRICT)
    @Operation(
            summary = "Book for a resident whose identity was checked, from the places kept back")
    Mono<ResponseEntity<BookingView>> book(
            @Valid @RequestBody OfficeBookingRequest request,
            IdempotencyKey key,
            Caller.Staff clerk,
            ServerHttpRequest http) {
        Place place = place(request, clerk);
        return people.identify(request.realName(), request.residentNumber())
                .map(identified ->
                        identified.orElseThrow(unknown ->
                                new ProblemException(AppointmentsProblem.PERSON_NOT_IDENTIFIED)))
                .flatMap(resident ->
                        idempotency.once(
                                new Act(clerk, key, "book for a resident", request),
                                Placed.class,
                                office.book(clerk, resident, place, request.applicationId())))
                .map(outcome -> outcome.orElseThrow(RefusalProblems::toProblem))
                .map(placed ->
                        Answers.created(
                                URI.create(PATH + "/" + placed.id()),
                                new Version(placed.version()),
                                views.of(placed, Language.of(http))));
    }

    private Place place(OfficeBookingRequest request, Caller.Staff clerk) {
        Hall hall =
                halls.find(request.hall())
                        .filter(found -> found.employs(clerk))
                        .orElseThrow(() -> new ProblemException(AppointmentsProblem.HALL_UNKNOWN));
        return hall.offer(request.service())
                .map(offer -> Place.of(offer, request.startsAt().toInstant()))
                .orElseThrow(() -> new ProblemException(AppointmentsProblem.SERVICE_NOT_OFFERED));
    }

    /**
     * Who and when. Name and number go to the residents' service and are kept nowhere here but in
     * the act's fingerprint.
     *
     * @param startsAt with an offset
     */
    record OfficeBookingRequest(
            @NotBlank @Size(max = 60) String hall,
            @NotBlank @Size(max = 60) String service,
            @NotNull OffsetDateTime startsAt,
            @NotBlank @Size(max = 60) String realName,
            @NotBlank @Size(max = 30) String residentNumber,
            Optional<UUID> applicationId) {
        @Override
        public String toString() {
            return "OfficeBookingRequest[hidden]";
        }
    }
}
