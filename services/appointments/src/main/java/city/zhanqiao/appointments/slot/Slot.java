package city.zhanqiao.appointments.slot;

import java.time.Instant;

/**
 * What one kind of desk can do for residents between two moments.
 *
 * @param capacity places for residents
 * @param taken of them
 * @param reserve places that only staff give
 * @param reserveTaken of them
 * @param bookable neither closed nor taken out of the plan
 */
public record Slot(
        String desk,
        Instant startsAt,
        Instant endsAt,
        Instant releasesAt,
        int capacity,
        int taken,
        int reserve,
        int reserveTaken,
        boolean bookable) {

    /** Places that residents can still book, released or not. */
    public int free() {
        return bookable ? capacity - taken : 0;
    }

    /** Places that staff can still give. */
    public int reserveFree() {
        return bookable ? reserve - reserveTaken : 0;
    }
}
