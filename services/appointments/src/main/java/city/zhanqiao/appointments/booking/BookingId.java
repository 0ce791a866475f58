package city.zhanqiao.appointments.booking;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** The id of a booking; UUIDv7, so ids sort by the time of the hold. */
public record BookingId(@JsonValue UUID value) implements Comparable<BookingId> {

    private static final long VERSION_7 = 0x7000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public BookingId {}

    /** Reads the id in an address; the framework finds this method by its name. */
    public static BookingId valueOf(String text) {
        return new BookingId(UUID.fromString(text));
    }

    /**
     * A new id (RFC 9562 §5.7), made here because many bookings are written in one statement and
     * each caller must be told its own.
     */
    static BookingId at(Instant time) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        long high = (time.toEpochMilli() << 16) | VERSION_7 | (random.nextLong() & 0xfff);
        return new BookingId(new UUID(high, VARIANT | (random.nextLong() >>> 2)));
    }

    @Override
    public int compareTo(BookingId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
