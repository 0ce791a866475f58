package city.zhanqiao.web.server;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationContextAware;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.core.Ordered;

import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * The first step of a stop. The program says that it is no longer ready and goes on working for a
 * while: whoever distributes requests needs a moment to notice, and what is sent until then must be
 * answered. Answers meanwhile end their connections, so that kept ones lead elsewhere, and live
 * streams end at once. After it comes Spring Boot's graceful shutdown, which finishes the requests
 * under way and takes no more.
 */
final class Drain
        implements ApplicationListener<ContextClosedEvent>, ApplicationContextAware, Ordered {

    private static final Logger log = LoggerFactory.getLogger(Drain.class);

    private final Duration length;
    private final Sinks.Empty<Void> begun = Sinks.empty();
    private volatile boolean draining;
    private @Nullable ApplicationContext context;

    Drain(Duration length) {
        this.length = length;
    }

    /** Whether a stop has begun. */
    boolean isDraining() {
        return draining;
    }

    /** Completes when a stop begins. */
    Mono<Void> begun() {
        return begun.asMono();
    }

    @Override
    public void setApplicationContext(ApplicationContext own) {
        this.context = own;
    }

    /** Before the management port is closed, which tells that the program is not ready. */
    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }

    @Override
    public void onApplicationEvent(ContextClosedEvent closed) {
        if (draining || !closed.getApplicationContext().equals(context)) {
            return;
        }
        draining = true;
        AvailabilityChangeEvent.publish(
                Objects.requireNonNull(context), ReadinessState.REFUSING_TRAFFIC);
        begun.tryEmitEmpty();
        if (length.isPositive()) {
            log.info("Not ready any more; going on for {} s", length.toSeconds());
            sleep();
        }
    }

    /** On the thread that stops the program and has nothing else to do. */
    private void sleep() {
        try {
            TimeUnit.NANOSECONDS.sleep(length.toNanos());
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }
}
