package city.zhanqiao.notifications.delivery;

import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

/**
 * Keeps all processes together under what a push service takes (Firebase: 600,000 messages a minute
 * for a project). Each process has an equal share of it; danger may take the whole share, notices
 * at most a quarter.
 */
final class Pace {

    private static final double NANOS = 1_000_000_000.0;
    private static final double NOTICES = 0.25;

    private final int perSecond;
    private final IntSupplier processes;
    private final LongSupplier nanos;
    private double left;
    private double leftForNotices;
    private long at;

    /**
     * @param perSecond of all processes together
     * @param processes how many there are, this one included
     */
    Pace(int perSecond, IntSupplier processes, LongSupplier nanos) {
        this.perSecond = perSecond;
        this.processes = processes;
        this.nanos = nanos;
        this.at = nanos.getAsLong();
        this.left = share();
        this.leftForNotices = share() * NOTICES;
    }

    /** How many may go now, at most {@code wanted}; they are taken. */
    synchronized int take(Lane lane, int wanted) {
        refill();
        double allowed =
                switch (lane) {
                    case EMERGENCY, PERSONAL -> left;
                    case NOTICE -> Math.min(left, leftForNotices);
                };
        int taken = (int) Math.min(wanted, Math.floor(Math.max(allowed, 0)));
        add(lane, -taken);
        return taken;
    }

    /** Gives back what was taken and not used. */
    synchronized void giveBack(Lane lane, int unused) {
        add(lane, unused);
    }

    private void add(Lane lane, int count) {
        left += count;
        if (lane == Lane.NOTICE) {
            leftForNotices += count;
        }
    }

    /** A second's worth may go at once after a rest, and no more. */
    private void refill() {
        long now = nanos.getAsLong();
        double fresh = share() * (now - at) / NANOS;
        at = now;
        left = Math.min(left + fresh, share());
        leftForNotices = Math.min(leftForNotices + fresh * NOTICES, share() * NOTICES);
    }

    private double share() {
        return (double) perSecond / Math.max(processes.getAsInt(), 1);
    }
}
