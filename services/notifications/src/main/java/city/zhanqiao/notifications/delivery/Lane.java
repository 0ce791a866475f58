package city.zhanqiao.notifications.delivery;

import java.time.Duration;

/** How much a message hurries. A lane has its own pumps and never waits for a lower one. */
public enum Lane {
    /** p0: danger. */
    EMERGENCY(0, 6, Duration.ofMinutes(15), Duration.ofHours(4), true),
    /** p1: the resident's own affairs. */
    PERSONAL(1, 8, Duration.ofHours(4), Duration.ofDays(7), true),
    /** p2: notices. */
    NOTICE(2, 3, Duration.ofHours(1), Duration.ofDays(1), false);

    private final int number;
    private final int tries;
    private final Duration within;
    private final Duration life;
    private final boolean againWhenUnsure;

    Lane(int number, int tries, Duration within, Duration life, boolean againWhenUnsure) {
        this.number = number;
        this.tries = tries;
        this.within = within;
        this.life = life;
        this.againWhenUnsure = againWhenUnsure;
    }

    /** How often a message is tried. */
    public int tries() {
        return tries;
    }

    /** From the first try to the last. */
    public Duration within() {
        return within;
    }

    /** How long a message without an end of its own is worth delivering. */
    public Duration life() {
        return life;
    }

    /**
     * Whether a message that may have been delivered is sent again, with the same tag so that the
     * phone shows one.
     */
    public boolean againWhenUnsure() {
        return againWhenUnsure;
    }

    /** The lane with a number. */
    public static Lane of(int number) {
        return values()[number];
    }

    /** As it stands in the table; 0 is the most urgent. */
    public int number() {
        return number;
    }
}
