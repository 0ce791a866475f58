package city.zhanqiao.appointments.hall;

import city.zhanqiao.city.Outcome;
import city.zhanqiao.city.calendar.CityTime;
import city.zhanqiao.city.division.DivisionCode;
import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.city.pilot.Admission;
import city.zhanqiao.city.pilot.AudienceGroup;
import city.zhanqiao.city.pilot.KnownPilot;
import city.zhanqiao.city.pilot.Newcomer;
import city.zhanqiao.data.pilot.Doorkeeper;
import city.zhanqiao.data.pilot.PilotCopy;

import reactor.core.publisher.Mono;

import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which halls take new bookings, by the local copy of the pilots' registry. What is booked stays
 * booked whatever becomes of the hall's pilot.
 */
public final class Doors {

    private static final String KIND = "hall";

    private final PilotCopy pilots;
    private final Halls halls;
    private final InstantSource clock;

    Doors(PilotCopy pilots, Halls halls, InstantSource clock) {
        this.pilots = pilots;
        this.halls = halls;
        this.clock = clock;
    }

    /** Decides about many bookings at a hall, in the transaction that makes them. */
    public Mono<Doorkeeper> doorkeeper(String hall) {
        return pilots.doorkeeper(scenario(hall));
    }

    /** Takes what the doorkeeper has let in from the quota. */
    public Mono<Void> count(Doorkeeper doorkeeper) {
        return pilots.count(doorkeeper);
    }

    /** Decides about one booking, in the transaction that makes it. */
    public Mono<Outcome<KnownPilot, Shut>> admit(String hall, Newcomer newcomer) {
        return pilots.admit(scenario(hall), newcomer).map(Doors::toOutcome).flatMap(this::sayWhere);
    }

    /** What {@link #admit} would say now; nothing is taken. */
    public Mono<Outcome<KnownPilot, Shut>> look(String hall, Newcomer newcomer) {
        return pilots.look(scenario(hall), newcomer).map(Doors::toOutcome).flatMap(this::sayWhere);
    }

    /** The districts of halls that take bookings today. */
    public Mono<List<DivisionCode>> openElsewhere() {
        return pilots.openInAny(KIND);
    }

    /** Somebody who books for themselves or for another, as far as the log-in shows who it is. */
    public Newcomer online(String hall, Caller caller, ResidentId person) {
        LocalDate today = CityTime.today(clock);
        return new Newcomer(person, districtOf(hall), "ONLINE", shownBy(caller, person, today));
    }

    /** Somebody whom staff have before them, or who was asked when they joined the waiting list. */
    public Newcomer known(String hall, ResidentId person, String channel) {
        return new Newcomer(person, districtOf(hall), channel, Optional.empty());
    }

    /** What an admission means for a booking. Where else it is open is not said yet. */
    public static Outcome<KnownPilot, Shut> toOutcome(Admission admission) {
        return switch (admission) {
            case Admission.Open(var pilot) -> Outcome.done(pilot);
            case Admission.Outside(var reason, var openIn, var from) ->
                    Outcome.refused(new Shut(reason, openIn, from));
            case Admission.Closed(var reason, var openIn, var from) ->
                    Outcome.refused(new Shut(reason, openIn, from));
        };
    }

    private Mono<Outcome<KnownPilot, Shut>> sayWhere(Outcome<KnownPilot, Shut> outcome) {
        return switch (outcome) {
            case Outcome.Done<KnownPilot, Shut> open -> Mono.just(open);
            case Outcome.Refused<KnownPilot, Shut>(Shut shut) ->
                    openElsewhere().map(districts -> Outcome.refused(shut.openIn(districts)));
        };
    }

    private static Optional<Set<AudienceGroup>> shownBy(
            Caller caller, ResidentId person, LocalDate today) {
        return Optional.of(
                caller instanceof Caller.Resident resident
                        ? AudienceGroup.shownBy(resident, person, today)
                        : Set.of());
    }

    private DivisionCode districtOf(String hall) {
        return halls.get(hall).district();
    }

    private static String scenario(String hall) {
        return KIND + ":" + hall;
    }

    /**
     * The hall takes no booking of this resident now.
     *
     * @param openIn districts with a hall that takes bookings
     * @param from when this one does, as far as that is planned
     */
    public record Shut(
            Admission.Reason reason, List<DivisionCode> openIn, Optional<LocalDate> from) {

        /** The same, with the districts where bookings are taken. */
        public Shut openIn(List<DivisionCode> districts) {
            return new Shut(reason, districts, from);
        }
    }
}
