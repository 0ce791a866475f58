package city.zhanqiao.local.service;

import city.zhanqiao.local.CannotStart;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * The programs of the city, started several at a time. Closing in the middle of a start is allowed:
 * what has not begun does not begin, and what begins to run is stopped.
 */
public final class RunningServices implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RunningServices.class);
    private static final int PATIENCE_SECONDS = 60;

    private final List<RunningService> running = new ArrayList<>();
    private final Way way;
    private final ExecutorService starters;
    private boolean closing;

    /** Nothing runs yet. */
    public RunningServices(Way way) {
        this.way = way;
        this.starters = Executors.newFixedThreadPool(way.atOnce());
    }

    /** Starts all and waits until all are ready; the first that fails is told. */
    public void startAll(List<CityService> services) throws Exception {
        List<Callable<Void>> starts = services.stream().map(this::toStart).toList();
        for (Future<Void> started : starters.invokeAll(starts)) {
            try {
                started.get();
            } catch (ExecutionException e) {
                throw e.getCause() instanceof Exception cause ? cause : e;
            }
        }
    }

    private Callable<Void> toStart(CityService service) {
        return () -> {
            requireOpen();
            LOG.info("Starting {}", service.name());
            RunningService begun = way.begin(service);
            add(begun);
            begun.awaitReady();
            return null;
        };
    }

    private synchronized void requireOpen() {
        if (closing) {
            throw new CannotStart("Stopped while starting.");
        }
    }

    /** From now on the service is stopped with the others. */
    private void add(RunningService service) {
        synchronized (this) {
            if (!closing) {
                running.add(service);
                return;
            }
        }
        service.close();
        requireOpen();
    }

    /** The gateway first, so that nobody comes in while the services stop. */
    @Override
    public void close() {
        List<RunningService> stopped;
        synchronized (this) {
            closing = true;
            stopped = List.copyOf(running);
        }
        stopped.stream()
                .sorted(Comparator.comparingInt(service -> service.service().number()))
                .forEach(RunningServices::stop);
        starters.shutdown();
        try {
            if (!starters.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("A start that is under way does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void stop(RunningService service) {
        LOG.info("Stopping {}", service.service().name());
        try {
            service.close();
        } catch (RuntimeException e) {
            LOG.error("Could not stop {}", service.service().name(), e);
        }
    }
}
