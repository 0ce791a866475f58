package city.zhanqiao.load.push;

import city.zhanqiao.load.lab.CannotMeasure;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what another program does. */
final class Waiting {

    private static final long PAUSE = Duration.ofMillis(100).toNanos();

    private Waiting() {}

    /**
     * Looks ten times a second.
     *
     * @param what is waited for, in case it does not come
     */
    static void until(Duration most, String what, BooleanSupplier there) {
        long deadline = System.nanoTime() + most.toNanos();
        while (!there.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new CannotMeasure(what + " did not come in " + most);
            }
            LockSupport.parkNanos(PAUSE);
        }
    }
}
