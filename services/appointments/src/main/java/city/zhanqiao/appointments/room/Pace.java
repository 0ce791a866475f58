package city.zhanqiao.appointments.room;

/**
 * How many are admitted in the next step: a quarter more while the writers of bookings are calm,
 * half as many when acts pile up before them. So the rate follows what the machine can do.
 */
final class Pace {

    private static final int PILED_UP = 4;

    private final RoomSettings settings;
    private int more;

    Pace(RoomSettings settings) {
        this.settings = settings;
        this.more = settings.first();
    }

    /**
     * The next step.
     *
     * @param waiting acts that wait for a writer
     */
    synchronized int next(int waiting) {
        if (waiting <= settings.calm()) {
            more = Math.min(settings.most(), more + more / 4 + 1);
        } else if (waiting > PILED_UP * settings.calm()) {
            more = Math.max(1, more / 2);
        }
        return more;
    }
}
