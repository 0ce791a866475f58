package city.zhanqiao.appointments.hall;

import city.zhanqiao.city.department.DepartmentCode;
import city.zhanqiao.city.division.DivisionCode;
import city.zhanqiao.city.identity.Caller;

import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;

/**
 * A service hall (办事大厅).
 *
 * @param example made up, and shown as such
 * @param note what about it is real and what is not
 * @param department runs the hall
 * @param release how long ahead places are released
 * @param opening hours by kind of day
 * @param exceptions days that differ
 */
public record Hall(
        String id,
        String name,
        String englishName,
        boolean example,
        DivisionCode district,
        String address,
        String note,
        double latitude,
        double longitude,
        DepartmentCode department,
        Release release,
        List<Opening> opening,
        List<ExceptionalDay> exceptions,
        List<DeskKind> deskKinds) {

    /** Finds a service with the kind of desk that offers it. */
    public Optional<Offer> offer(String service) {
        return deskKinds.stream()
                .flatMap(kind ->
                        kind.services().stream()
                                .filter(one -> one.code().equals(service))
                                .map(one -> new Offer(this, kind, one)))
                .findFirst();
    }

    /** Finds a kind of desk. */
    public Optional<DeskKind> deskKind(String code) {
        return deskKinds.stream().filter(kind -> kind.code().equals(code)).findFirst();
    }

    /** The name under which slots and bookings of a kind of desk are kept. */
    public String desk(DeskKind kind) {
        return id + "/" + kind.code();
    }

    /** Whether this person works here: for the hall's department or one that has desks in it. */
    public boolean employs(Caller.Staff staff) {
        boolean department =
                staff.department().equals(this.department)
                        || deskKinds.stream()
                                .anyMatch(kind -> kind.department().equals(staff.department()));
        return department && staff.district().map(own -> own.contains(district)).orElse(true);
    }

    /**
     * When places are released: that many days ahead, at that time of day.
     *
     * @param days for working days
     * @param weekendDays for weekends
     */
    public record Release(int days, int weekendDays, LocalTime at) {}

    /** Hours on a kind of day. */
    public record Opening(Day on, LocalTime from, LocalTime to) {}

    /** Kinds of days by the working calendar: a weekend day that is worked is a working day. */
    public enum Day {
        WORKING_DAY,
        /** Saturdays and Sundays that are neither worked nor part of a public holiday. */
        WEEKEND
    }

    /**
     * A day with hours of its own.
     *
     * @param from empty when the hall is closed all day
     */
    public record ExceptionalDay(
            LocalDate date, Optional<LocalTime> from, Optional<LocalTime> to, String reason) {}

    /**
     * Desks of one kind (窗口), such as 综合受理 or 公安.
     *
     * @param places that residents can book in each slot
     * @param reserve places in each slot that only staff give
     * @param slotMinutes length of a slot; services take whole slots
     */
    public record DeskKind(
            String code,
            String name,
            String englishName,
            int floor,
            DepartmentCode department,
            int places,
            int reserve,
            int slotMinutes,
            List<Service> services) {}

    /**
     * A bookable service.
     *
     * @param minutes a multiple of the slot's length
     * @param items short codes of the items it serves
     */
    public record Service(
            String code, String name, String englishName, int minutes, List<String> items) {}

    /** A service where it is offered. */
    public record Offer(Hall hall, DeskKind kind, Service service) {

        /** How many slots one booking takes. */
        public int slots() {
            return service.minutes() / kind.slotMinutes();
        }

        public String desk() {
            return hall.desk(kind);
        }
    }
}
