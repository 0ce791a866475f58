package city.zhanqiao.gateway.limit;

/**
 * What one caller has spent, in a sliding window made of two fixed ones: what was spent in the last
 * window counts by the share of it that still lies within reach. What this instance has not told
 * the others yet is kept apart.
 */
final class Counter {

    /** Of a limit; less than that is no news for the others. */
    private static final int SHARE_WORTH_TELLING = 20;

    private long window;
    private long before;
    private long spent;
    private long untold;

    /**
     * Spends, if enough is left.
     *
     * @param now in milliseconds
     * @param length of a window, in milliseconds
     */
    synchronized Verdict take(long cost, long limit, long now, long length) {
        turnTo(now / length);
        double share = 1 - (double) (now % length) / length;
        double used = before * share + spent;
        boolean admitted = used + cost <= limit;
        if (admitted) {
            spent += cost;
            untold += cost;
            used += cost;
        }
        return new Verdict(
                admitted,
                limit,
                Math.max(0, (long) (limit - used)),
                Math.max(1, (length - now % length + 999) / 1000),
                length / 1000,
                untold > 0 && untold * SHARE_WORTH_TELLING >= limit);
    }

    /** What the others have not been told yet, and for which window; it counts as told now. */
    synchronized Report report() {
        var report = new Report(window, untold);
        untold = 0;
        return report;
    }

    /** All instances together have spent this much in the window. */
    synchronized void learn(Report told, long total) {
        if (told.window() == window) {
            spent = Math.max(spent, total + untold);
        }
    }

    /** The others could not be told. */
    synchronized void notTold(Report report) {
        if (report.window() == window) {
            untold += report.units();
        }
    }

    synchronized boolean hasNews() {
        return untold > 0;
    }

    private void turnTo(long current) {
        if (current != window) {
            before = current == window + 1 ? spent : 0;
            window = current;
            spent = 0;
            untold = 0;
        }
    }

    /**
     * Units spent since the last report.
     *
     * @param window number of the window since the epoch
     */
    record Report(long window, long units) {}

    /**
     * Whether a request may pass.
     *
     * @param reset seconds until the window ends
     * @param seconds length of the window
     * @param news whether so much is untold that the others should hear of it
     */
    record Verdict(
            boolean admitted, long limit, long left, long reset, long seconds, boolean news) {}
}
