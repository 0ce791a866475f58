package city.zhanqiao.load.push;

import city.zhanqiao.data.database.Transactions;
import city.zhanqiao.data.encryption.FieldCipher;
import city.zhanqiao.data.event.DomainEvent;
import city.zhanqiao.data.event.EventLog;
import city.zhanqiao.data.support.TestService;
import city.zhanqiao.load.lab.Lab;
import city.zhanqiao.load.lab.Place;
import city.zhanqiao.load.lab.Program;

import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Notifications with what it needs: a database, residents with phones, a neighbour that writes
 * events as a service does, and the stand-in for Firebase.
 */
public final class Town implements AutoCloseable {

    private static final String SERVICE = "city.zhanqiao.notifications.NotificationsApplication";
    private static final String NEIGHBOUR = "applications";
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final Lab lab;
    private final Place place;
    private final StandIn standIn;
    private final ConfigurableApplicationContext neighbour;
    private final Map<String, String> settings = new HashMap<>();

    private Town(Lab lab, Place place, StandIn standIn, Map<String, String> more) {
        this.lab = lab;
        this.place = place;
        this.standIn = standIn;
        this.neighbour =
                TestService.start(
                        NEIGHBOUR,
                        Object.class,
                        lab.place("applications_" + NUMBER.get()).properties(),
                        lab.surroundings(),
                        Map.of("management.server.port", "-1", "logging.level.root", "WARN"));
        for (String peer : List.of("residents", "pilots", "appointments", "notices")) {
            // Nobody listens there: silence is what a service has to live with.
            settings.put("zhanqiao.peers." + peer, "http://127.0.0.1:9");
        }
        settings.put(
                "zhanqiao.peers." + NEIGHBOUR, "http://127.0.0.1:" + TestService.port(neighbour));
        settings.put("spring.config.name", "notifications");
        settings.put("zhanqiao.push.fcm.base-url", standIn.base().toString());
        settings.putAll(more);
    }

    /**
     * Makes one.
     *
     * @param more settings of the service
     */
    public static Town in(Lab lab, Map<String, String> more) {
        return new Town(
                lab, lab.place("notifications_" + NUMBER.incrementAndGet()), StandIn.in(lab), more);
    }

    /** One more instance of the service; not waited for. */
    public Program instance(String... flags) {
        return lab.service(
                "notifications-" + NUMBER.incrementAndGet(),
                SERVICE,
                place,
                List.of(flags),
                settings);
    }

    /** Lets something happen at the neighbour; done when it is committed. */
    CompletableFuture<@Nullable Void> happens(DomainEvent event) {
        return neighbour
                .getBean(Transactions.class)
                .run(neighbour.getBean(EventLog.class).append(event))
                .toFuture();
    }

    /** Lets so many residents live in Shinan; an instance has to have made the tables. */
    public void settle(int residents) {
        people().settle(residents);
    }

    /** The same, each with a phone. */
    public void populate(int residents) {
        people().settle(residents);
        people().equip(residents);
    }

    private Residents people() {
        return new Residents(place, neighbour.getBean(FieldCipher.class));
    }

    Lab lab() {
        return lab;
    }

    Place place() {
        return place;
    }

    StandIn standIn() {
        return standIn;
    }

    @Override
    public void close() {
        neighbour.close();
    }
}
