package city.zhanqiao.appointments.slot;

import city.zhanqiao.appointments.hall.Hall;
import city.zhanqiao.appointments.hall.Hall.DeskKind;
import city.zhanqiao.appointments.hall.OpeningHours;
import city.zhanqiao.appointments.hall.OpeningHours.Stretch;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;

/** Cuts the opening hours of a hall into slots. */
final class SlotPlan {

    private final OpeningHours hours;
    private final Releases releases;

    SlotPlan(OpeningHours hours) {
        this.hours = hours;
        this.releases = new Releases(hours);
    }

    /** The slots of a kind of desk on a day, in order. */
    List<Planned> of(Hall hall, DeskKind kind, LocalDate date) {
        Instant release = releases.of(hall, date);
        Duration length = Duration.ofMinutes(kind.slotMinutes());
        return hours.of(hall, date).stream()
                .flatMap(stretch -> cut(stretch, length))
                .map(from -> new Planned(from, from.plus(length), release))
                .toList();
    }

    /** How many days ahead there have to be slots. */
    static int horizon(Hall hall) {
        return Math.max(hall.release().days(), hall.release().weekendDays()) + 1;
    }

    /** A rest that is shorter than a slot is left out. */
    private static Stream<Instant> cut(Stretch stretch, Duration length) {
        return Stream.iterate(
                stretch.from(),
                from -> !from.plus(length).isAfter(stretch.to()),
                from -> from.plus(length));
    }

    /**
     * A slot to be made.
     *
     * @param releasesAt when residents may begin to book it
     */
    record Planned(Instant startsAt, Instant endsAt, Instant releasesAt) {}
}
