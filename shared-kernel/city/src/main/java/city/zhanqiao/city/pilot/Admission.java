package city.zhanqiao.city.pilot;

import city.zhanqiao.city.division.DivisionCode;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Whether somebody may begin something new under a pilot, and if not, why and what then. */
public sealed interface Admission {

    /** May begin, under this pilot. */
    record Open(KnownPilot pilot) implements Admission {}

    /**
     * The pilot goes on without this resident.
     *
     * @param openIn districts in which it is open today
     */
    record Outside(Reason reason, List<DivisionCode> openIn, Optional<LocalDate> from)
            implements Admission {}

    /**
     * Nobody begins anything new in this district.
     *
     * @param openIn districts in which it is open today
     * @param from when it opens here, as far as that is planned
     */
    record Closed(Reason reason, List<DivisionCode> openIn, Optional<LocalDate> from)
            implements Admission {}

    /** Why not. */
    enum Reason {
        /** No pilot is known in this district: what is unknown is closed. */
        NOT_HERE,
        /** It opens later. */
        NOT_YET,
        /** Its last day is over. */
        ENDED,
        STOPPED,
        /** As many have begun as may. */
        QUOTA,
        /** It is open in another way of coming. */
        CHANNEL,
        /** It is for other people. */
        GROUP,
        /** Others have been chosen to be first. */
        SHARE
    }

    /**
     * Decides. The same answer at any time and place for the same facts.
     *
     * @param scenario its code, which fixes the resident's place in the share
     * @param pilots all known pilots of the scenario, in any district
     */
    static Admission decide(
            String scenario, List<KnownPilot> pilots, Newcomer newcomer, LocalDate today) {
        List<DivisionCode> openIn =
                pilots.stream()
                        .filter(pilot -> pilot.isOpenOn(today) && !pilot.isFull())
                        .map(KnownPilot::district)
                        .distinct()
                        .sorted(Comparator.comparing(DivisionCode::value))
                        .toList();
        List<KnownPilot> here =
                pilots.stream()
                        .filter(pilot -> pilot.district().equals(newcomer.district()))
                        .toList();
        Optional<LocalDate> from =
                here.stream()
                        .filter(pilot -> !pilot.stopped())
                        .map(KnownPilot::opensOn)
                        .filter(today::isBefore)
                        .min(Comparator.naturalOrder());
        return here.stream()
                .filter(pilot -> pilot.isOpenOn(today))
                .findFirst()
                .map(pilot -> admit(scenario, pilot, newcomer, openIn, from))
                .orElseGet(() -> new Closed(whyClosed(here, from), openIn, from));
    }

    private static Admission admit(
            String scenario,
            KnownPilot pilot,
            Newcomer newcomer,
            List<DivisionCode> openIn,
            Optional<LocalDate> from) {
        if (!pilot.channels().contains(newcomer.channel())) {
            return new Outside(Reason.CHANNEL, openIn, from);
        }
        if (newcomer.groups().filter(groups -> !pilot.isFor(groups)).isPresent()) {
            return new Outside(Reason.GROUP, openIn, from);
        }
        if (!isInShare(scenario, pilot, newcomer)) {
            return new Outside(Reason.SHARE, openIn, from);
        }
        return pilot.isFull() ? new Closed(Reason.QUOTA, openIn, from) : new Open(pilot);
    }

    private static boolean isInShare(String scenario, KnownPilot pilot, Newcomer newcomer) {
        return newcomer.resident()
                .map(resident -> AudienceShare.includes(scenario, resident, pilot.share()))
                .orElse(pilot.share() == AudienceShare.WHOLE);
    }

    private static Reason whyClosed(List<KnownPilot> here, Optional<LocalDate> from) {
        if (from.isPresent()) {
            return Reason.NOT_YET;
        }
        return here.stream()
                .max(Comparator.comparing(KnownPilot::opensOn))
                .map(last -> last.stopped() ? Reason.STOPPED : Reason.ENDED)
                .orElse(Reason.NOT_HERE);
    }
}
