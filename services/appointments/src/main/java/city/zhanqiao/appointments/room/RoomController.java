package city.zhanqiao.appointments.room;

import city.zhanqiao.appointments.AppointmentsProblem;
import city.zhanqiao.appointments.hall.Hall;
import city.zhanqiao.appointments.hall.Halls;
import city.zhanqiao.appointments.room.WaitingRoom.Standing;
import city.zhanqiao.appointments.slot.Slots;
import city.zhanqiao.city.calendar.CityTime;
import city.zhanqiao.city.identity.Access;
import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.city.identity.RealNameLevel;
import city.zhanqiao.city.problem.ProblemException;

import io.swagger.v3.oas.annotations.Operation;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

import reactor.core.publisher.Mono;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** The door of the waiting room. To knock again is to ask where one stands. */
@RestController
class RoomController {

    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

    private static final long SOON = 2;
    private static final long LATER = 15;
    private static final long NEAR = 2_000;

    private final WaitingRoom room;
    private final Halls halls;
    private final Slots slots;

    RoomController(WaitingRoom room, Halls halls, Slots slots) {
        this.room = room;
        this.halls = halls;
        this.slots = slots;
    }

    @PutMapping("/api/v1/bookings/waiting-room")
    @Access(value = Access.By.RESIDENT, level = RealNameLevel.L2)
    @Operation(
            summary =
                    "Enter the waiting room of a day, or ask where I stand; once for each resident")
    Mono<RoomView> enter(@Valid @RequestBody RoomRequest request, Caller.Resident resident) {
        Hall hall =
                halls.find(request.hall())
                        .orElseThrow(() -> new ProblemException(AppointmentsProblem.HALL_UNKNOWN));
        Release release = room.release(hall, request.date());
        return slots.now()
                .filter(now -> room.isOpenTo(release, now))
                .switchIfEmpty(
                        Mono.error(() ->
                                new ProblemException(
                                        AppointmentsProblem.ROOM_NOT_OPEN,
                                        local(release.at()).format(MINUTE))))
                .flatMap(now -> room.enter(release, resident.id()))
                .map(RoomController::toView);
    }

    private static RoomView toView(Standing standing) {
        boolean far = standing.ahead().map(ahead -> ahead > NEAR).orElse(true);
        return new RoomView(
                standing.ticket(),
                standing.admitted(),
                standing.ahead(),
                local(standing.releasesAt()),
                far ? LATER : SOON);
    }

    private static OffsetDateTime local(Instant at) {
        return at.atZone(CityTime.ZONE).toOffsetDateTime();
    }

    /** Which day of which hall. */
    record RoomRequest(@NotBlank @Size(max = 60) String hall, @NotNull LocalDate date) {}

    /**
     * Where somebody stands.
     *
     * @param ticket to be sent as {@code X-Waiting-Ticket} with a hold; told once lots are drawn
     * @param admitted whether it is their turn
     * @param ahead how many come before them
     * @param releasesAt when the day is released and the lots are drawn
     * @param askAgainSeconds asking earlier tells nothing new
     */
    record RoomView(
            Optional<String> ticket,
            boolean admitted,
            Optional<Long> ahead,
            OffsetDateTime releasesAt,
            long askAgainSeconds) {}
}
