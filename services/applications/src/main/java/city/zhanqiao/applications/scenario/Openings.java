package city.zhanqiao.applications.scenario;

import city.zhanqiao.city.Outcome;
import city.zhanqiao.city.calendar.CityTime;
import city.zhanqiao.city.division.DivisionCode;
import city.zhanqiao.city.identifier.ResidentNumber;
import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.city.pilot.Admission;
import city.zhanqiao.city.pilot.AudienceGroup;
import city.zhanqiao.city.pilot.Newcomer;
import city.zhanqiao.data.pilot.PilotCopy;

import reactor.core.publisher.Mono;

import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;

/** Which cases may begin, by the local copy of the pilots' registry. */
public final class Openings {

    private final PilotCopy pilots;
    private final InstantSource clock;

    Openings(PilotCopy pilots, InstantSource clock) {
        this.pilots = pilots;
        this.clock = clock;
    }

    /** Whether cases of the item are taken for the district today. */
    public Mono<Boolean> isItemOpen(String item, DivisionCode district) {
        return pilots.openIn("item:" + item).map(open -> open.contains(district));
    }

    /**
     * Decides whether a case may be handed in, in the transaction that hands it in.
     *
     * @param bundle whether the code is that of a bundle
     */
    public Mono<Opening> admit(boolean bundle, String code, Newcomer newcomer) {
        return pilots.admit((bundle ? "bundle:" : "item:") + code, newcomer)
                .map(Openings::toOpening);
    }

    /**
     * The groups that the log-in shows; none of them for somebody else, whose age it does not show.
     */
    public Optional<Set<AudienceGroup>> groupsOf(Caller.Resident caller, ResidentId resident) {
        return Optional.of(AudienceGroup.shownBy(caller, resident, CityTime.today(clock)));
    }

    /** Whether the resident is 60 or older today; absent where the log-in does not show it. */
    public Optional<Boolean> isElder(Caller.Resident caller, ResidentId resident) {
        return shown(caller, resident).flatMap(this::isElder);
    }

    /** The same by the number on a document; absent where it is none. */
    public Optional<Boolean> isElder(String residentNumber) {
        LocalDate today = CityTime.today(clock);
        return switch (ResidentNumber.parse(residentNumber, today)) {
            case Outcome.Done(ResidentNumber number) ->
                    Optional.of(
                            AudienceGroup.ofAge(number.ageOn(today))
                                    .contains(AudienceGroup.ELDERS));
            case Outcome.Refused(var malformed) -> Optional.empty();
        };
    }

    private static Optional<String> shown(Caller.Resident caller, ResidentId resident) {
        return caller.claimed().residentNumber().filter(number -> caller.id().equals(resident));
    }

    private static Opening toOpening(Admission admission) {
        return switch (admission) {
            case Admission.Open open -> new Opening.Open();
            case Admission.Outside(var reason, var openIn, var from) ->
                    new Opening.Elsewhere(reason, openIn, from);
            case Admission.Closed(var reason, var openIn, var from) ->
                    new Opening.Elsewhere(reason, openIn, from);
        };
    }
}
