package city.zhanqiao.local;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CountDownLatch;

/**
 * What has been started, in order; closing stops it in the opposite order. A stop that comes in the
 * middle of a start waits for the step under way, so that nothing half-started is left behind.
 */
final class Stack implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Stack.class);

    private final Deque<Part> parts = new ArrayDeque<>();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private boolean closing;

    /** Starts one part. */
    synchronized <T extends AutoCloseable> T start(String name, Step<T> step) throws Exception {
        if (closing) {
            throw new CannotStart("Stopped while starting.");
        }
        LOG.info("Starting {}", name);
        T part = step.start();
        parts.push(new Part(name, part));
        return part;
    }

    /** Waits until somebody has closed the stack. */
    void awaitStop() throws InterruptedException {
        stopped.await();
    }

    /** Stops everything; a part that cannot be stopped does not keep the others running. */
    @Override
    public synchronized void close() {
        closing = true;
        while (!parts.isEmpty()) {
            Part part = parts.pop();
            LOG.info("Stopping {}", part.name());
            try {
                part.running().close();
            } catch (Exception e) {
                LOG.error("Could not stop {}", part.name(), e);
            }
        }
        stopped.countDown();
    }

    /** How one part is started. */
    @FunctionalInterface
    interface Step<T extends AutoCloseable> {
        T start() throws Exception;
    }

    private record Part(String name, AutoCloseable running) {}
}
