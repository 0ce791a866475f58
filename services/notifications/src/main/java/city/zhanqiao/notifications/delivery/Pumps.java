package city.zhanqiao.notifications.delivery;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import java.util.List;

/** Starts and stops all pumps; the last act of this process is to say that it sends no more. */
final class Pumps implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Pumps.class);

    private final List<Pump> pumps;
    private final SignOfLife self;
    private volatile boolean running;

    Pumps(List<Pump> pumps, SignOfLife self) {
        this.pumps = pumps;
        this.self = self;
    }

    @Override
    public void start() {
        running = true;
        pumps.forEach(Pump::start);
    }

    @Override
    public void stop(Runnable callback) {
        running = false;
        // The container takes a callback, not a publisher.
        Flux.fromIterable(pumps)
                .flatMap(pump -> Mono.<Void>create(end -> pump.stop(end::success)))
                .then(Mono.defer(self::end))
                .doOnError(fault -> log.warn("others will notice: {}", fault.toString()))
                .onErrorComplete()
                .doFinally(signal -> callback.run())
                .subscribe();
    }

    @Override
    public void stop() {
        stop(() -> {});
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
