package city.zhanqiao.pilots.app;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

import java.time.Duration;
import java.time.Instant;

/**
 * A time in which a part of the system is out of use.
 *
 * @param until not included
 */
record MaintenanceWindow(
        @NotNull Component component,
        @NotNull Instant from,
        @NotNull Instant until,
        @NotBlank @Size(max = 200) String message,
        @NotBlank @Size(max = 400) String messageEn) {

    /** What lasts longer is a stop, not maintenance. */
    private static final Duration LONGEST = Duration.ofDays(7);

    boolean isSound() {
        return from.isBefore(until) && Duration.between(from, until).compareTo(LONGEST) <= 0;
    }
}
