package city.zhanqiao.appointments.slot;

import city.zhanqiao.appointments.AppointmentsProblem;
import city.zhanqiao.appointments.hall.Hall;
import city.zhanqiao.appointments.hall.Hall.Offer;
import city.zhanqiao.appointments.hall.HallList;
import city.zhanqiao.appointments.hall.HallList.HallPage;
import city.zhanqiao.appointments.hall.HallList.HallView;
import city.zhanqiao.appointments.hall.HallList.Position;
import city.zhanqiao.appointments.hall.Halls;
import city.zhanqiao.appointments.slot.Availability.Day;
import city.zhanqiao.city.calendar.CityTime;
import city.zhanqiao.city.identity.Access;
import city.zhanqiao.city.problem.FieldFault;
import city.zhanqiao.city.problem.ProblemException;
import city.zhanqiao.web.language.Language;
import city.zhanqiao.web.problem.CommonProblem;

import io.swagger.v3.oas.annotations.Operation;

import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import reactor.core.publisher.Mono;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Halls and their free places, for everybody. */
@RestController
class HallController {

    /** A month and what surrounds it on a calendar page. */
    private static final int MOST_DAYS = 62;

    private static final Pattern NEAR =
            Pattern.compile("-?\\d{1,2}(\\.\\d{1,10})?,-?\\d{1,3}(\\.\\d{1,10})?");

    private static final CacheControl BRIEFLY =
            CacheControl.maxAge(Duration.ofSeconds(1)).cachePublic();

    private final Halls halls;
    private final HallList list;
    private final Availability availability;
    private final InstantSource clock;

    HallController(Halls halls, HallList list, Availability availability, InstantSource clock) {
        this.halls = halls;
        this.list = list;
        this.availability = availability;
        this.clock = clock;
    }

    @GetMapping("/open/v1/halls")
    @Access(Access.By.ANYONE)
    @Operation(summary = "Halls, the nearest first when a position is given")
    Mono<ResponseEntity<HallPage>> halls(
            @RequestParam Optional<String> near,
            @RequestParam Optional<String> district,
            @RequestParam Optional<String> item,
            ServerHttpRequest http) {
        return list.find(near.map(HallController::position), district, item, Language.of(http))
                .zipWith(availability.nextFree())
                .map(both -> briefly(withNextFree(both.getT1(), both.getT2())));
    }

    @GetMapping("/open/v1/halls/{id}")
    @Access(Access.By.ANYONE)
    @Operation(summary = "One hall")
    Mono<ResponseEntity<HallView>> hall(@PathVariable String id, ServerHttpRequest http) {
        Hall hall = find(id);
        return availability
                .nextFree()
                .map(next -> briefly(list.view(hall, Language.of(http)).withNextFree(next)));
    }

    @GetMapping("/open/v1/halls/{id}/availability")
    @Access(Access.By.ANYONE)
    @Operation(summary = "The free places of a service, day by day")
    Mono<ResponseEntity<AvailabilityView>> availability(
            @PathVariable String id,
            @RequestParam String service,
            @RequestParam Optional<LocalDate> from,
            @RequestParam Optional<LocalDate> to) {
        Offer offer =
                find(id).offer(service)
                        .orElseThrow(() ->
                                new ProblemException(AppointmentsProblem.SERVICE_NOT_OFFERED));
        LocalDate first = from.orElseGet(() -> CityTime.today(clock));
        LocalDate last = to.orElseGet(() -> first.plusDays(SlotPlan.horizon(offer.hall())));
        if (last.isBefore(first) || last.isAfter(first.plusDays(MOST_DAYS - 1))) {
            throw new ProblemException(AppointmentsProblem.DAYS_OUT_OF_RANGE, MOST_DAYS);
        }
        return availability
                .of(offer, first, last)
                .map(days -> briefly(new AvailabilityView(id, service, days)));
    }

    /** WGS 84 degrees, the latitude first. */
    private static Position position(String near) {
        if (NEAR.matcher(near).matches()) {
            String[] parts = near.split(",", -1);
            Position position =
                    new Position(Double.parseDouble(parts[0]), Double.parseDouble(parts[1]));
            if (Math.abs(position.latitude()) <= 90 && Math.abs(position.longitude()) <= 180) {
                return position;
            }
        }
        throw new ProblemException(CommonProblem.INVALID_PARAMETER)
                .withFaults(List.of(new FieldFault("?near", "pattern", "")));
    }

    private static HallPage withNextFree(HallPage page, Map<String, Instant> next) {
        return new HallPage(page.items().stream().map(hall -> hall.withNextFree(next)).toList());
    }

    private Hall find(String id) {
        return halls.find(id)
                .orElseThrow(() -> new ProblemException(AppointmentsProblem.HALL_NOT_FOUND));
    }

    private static <T> ResponseEntity<T> briefly(T body) {
        return ResponseEntity.ok().cacheControl(BRIEFLY).body(body);
    }

    /** The places of one service in one hall. */
    record AvailabilityView(String hall, String service, List<Day> days) {}
}
