package city.zhanqiao.load.bench;

import java.time.Duration;

/**
 * How a bench is run. System properties of the same names change it; 0 leaves the default.
 *
 * @param rounds of rival, ours, rival; in a storm how many storms
 * @param length of each turn, whole seconds
 * @param warm how long both sides are warmed up before the first round
 * @param residents with a token of their own
 * @param busy measure although the machine is busy; the results say so
 * @param smoke only see that it runs: three seconds a turn, whatever the machine does meanwhile, no
 *     figure kept and no floor held
 */
public record BenchSettings(
        int rounds, Duration length, Duration warm, int residents, boolean busy, boolean smoke) {

    private static final int ROUNDS = 5;
    private static final int SECONDS = 15;
    private static final int WARM = 30;
    private static final int RESIDENTS = 120_000;
    private static final int SMOKE_SECONDS = 3;
    private static final int SMOKE_RESIDENTS = 6_000;

    /** Reads {@code -Drounds -Dseconds -Dwarm -Dresidents -Dbusy -Dsmoke}. */
    public static BenchSettings fromProperties() {
        boolean smoke = Boolean.getBoolean("smoke");
        return new BenchSettings(
                number("rounds", smoke ? 1 : ROUNDS),
                Duration.ofSeconds(number("seconds", smoke ? SMOKE_SECONDS : SECONDS)),
                Duration.ofSeconds(number("warm", smoke ? SMOKE_SECONDS : WARM)),
                number("residents", smoke ? SMOKE_RESIDENTS : RESIDENTS),
                smoke || Boolean.getBoolean("busy"),
                smoke);
    }

    /**
     * What was said on the command line, or what is usual for one bench alone; in a smoke a
     * hundredth of it.
     */
    static int given(String name, int usual) {
        return number(name, Boolean.getBoolean("smoke") ? usual / 100 : usual);
    }

    private static int number(String name, int usual) {
        int given = Integer.getInteger(name, 0);
        return given > 0 ? given : usual;
    }
}
