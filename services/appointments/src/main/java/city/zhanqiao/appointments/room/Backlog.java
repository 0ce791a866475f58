package city.zhanqiao.appointments.room;

/** How many acts on bookings wait for a writer in this instance. */
@FunctionalInterface
public interface Backlog {
    int waiting();
}
