package city.zhanqiao.notifications.live;

import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.notifications.inbox.InboxBell;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.data.redis.connection.ReactiveRedisConnection;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;

import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

import java.time.Duration;
import java.util.Optional;

/**
 * The one subscription of this instance to the live channel, and what it says there itself. While
 * Redis is away streams of this instance hear of changes made here at once, and of all others at
 * the next look into the database.
 */
final class LiveChannel implements SmartLifecycle, InboxBell.Listener {

    private static final Logger log = LoggerFactory.getLogger(LiveChannel.class);
    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(1);

    /** A connection that breaks and mends between two looks loses what is said meanwhile. */
    private static final int RARELY = 12;

    private final Switchboard switchboard;
    private final Crowd crowd;
    private final ReactiveStringRedisTemplate redis;
    private final JsonMapper json;
    private final LiveSettings settings;
    private final Disposable.Composite work = Disposables.composite();
    private volatile boolean running;
    private volatile boolean away;

    LiveChannel(
            Switchboard switchboard,
            Crowd crowd,
            ReactiveStringRedisTemplate redis,
            JsonMapper json,
            LiveSettings settings) {
        this.switchboard = switchboard;
        this.crowd = crowd;
        this.redis = redis;
        this.json = json;
        this.settings = settings;
    }

    @Override
    public void changed(ResidentId resident) {
        switchboard.ring(resident);
        publish(Optional.of(resident.value()));
    }

    @Override
    public void broadcast() {
        crowd.job().wake();
        publish(Optional.empty());
    }

    @Override
    public void start() {
        running = true;
        // Background work whose life is this bean's; nobody else subscribes to it.
        work.add(
                Flux.defer(() -> redis.listenToChannel(Tick.CHANNEL))
                        .retryWhen(Retry.fixedDelay(Long.MAX_VALUE, BETWEEN_TRIES))
                        .repeat(() -> running)
                        // Heard for as long as the program runs; stop() disposes of it.
                        .subscribe(message -> hear(message.getMessage())));
        work.add(
                Flux.interval(settings.poll())
                        .onBackpressureDrop()
                        .concatMap(this::look)
                        .concatMap(missed -> crowd.lookForAll().onErrorComplete())
                        // The same for what no tick has told.
                        .subscribe());
    }

    private void connect(Tick tick) {
        Optional<ResidentId> resident = tick.resident().map(ResidentId::new);
        if (resident.isEmpty()) {
            crowd.job().wake();
        } else if (tick.isInbox()) {
            switchboard.ring(resident.get());
        } else {
            switchboard.tick(resident.get(), tick);
        }
    }

    /**
     * Whether something may have been missed: while Redis is away, just after, and rarely anyway.
     */
    private Mono<Boolean> look(long turn) {
        return redis.execute(ReactiveRedisConnection::ping)
                .next()
                .hasElement()
                .onErrorReturn(false)
                .map(up -> {
                    boolean missed = !up || away || turn % RARELY == 0;
                    away = !up;
                    return missed;
                })
                .filter(missed -> missed);
    }

    private void hear(String text) {
        try {
            connect(json.readValue(text, Tick.class));
        } catch (JacksonException | IllegalArgumentException odd) {
            log.warn("somebody says on {} what is no tick", Tick.CHANNEL);
        }
    }

    /** A hint: whoever misses it looks into the database a little later. */
    private void publish(Optional<String> resident) {
        if (!running) {
            return;
        }
        Tick tick = new Tick(resident, Tick.INBOX, json.createObjectNode());
        // Beside the act that rings: no act waits for a hint, and none fails with it.
        redis.convertAndSend(Tick.CHANNEL, json.writeValueAsString(tick))
                .onErrorComplete()
                .subscribe();
    }

    @Override
    public void stop() {
        running = false;
        work.dispose();
        switchboard.endAll();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
