package city.zhanqiao.load.rolling;

import city.zhanqiao.load.lab.Lab;
import city.zhanqiao.load.lab.Place;
import city.zhanqiao.load.lab.Program;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * Two copies of every program behind HAProxy, which asks each whether it is ready, as the load
 * balancers of clouds do. Programs know each other by the balancer's ports only.
 */
final class Fleet {

    static final List<String> SERVICES =
            List.of(
                    "applications",
                    "residents",
                    "notifications",
                    "pilots",
                    "appointments",
                    "notices");

    static final String GATEWAY = "gateway";

    private static final int COPIES = 2;

    /** What the balancer needs to see a change twice over. */
    private static final long NOTICED_MILLIS = 1_000;

    private final Lab lab;
    private final Map<String, Place> places = new HashMap<>();
    private final Map<String, Integer> fronts = new HashMap<>();
    private final Map<String, List<Copy>> copies = new LinkedHashMap<>();
    private final Map<String, String> keys = new HashMap<>();

    private Fleet(Lab lab) {
        this.lab = lab;
    }

    /** Starts everything and waits until all are ready. */
    static Fleet start(Lab lab, Map<String, String> keys) {
        Fleet fleet = new Fleet(lab);
        fleet.keys.putAll(keys);
        List<String> all = new ArrayList<>(SERVICES);
        all.add(GATEWAY);
        for (String name : all) {
            fleet.fronts.put(name, Lab.freePort());
            fleet.copies.put(name, fleet.newCopies(name));
        }
        SERVICES.forEach(name -> fleet.places.put(name, lab.place(name)));
        // A few at a time: all at once only take turns.
        for (String name : all) {
            fleet.of(name).forEach(copy -> copy.program = fleet.begin(copy));
            fleet.of(name).forEach(copy -> copy.program().awaitReady());
        }
        lab.haproxy(fleet.balancer());
        return fleet;
    }

    /** Where residents come in. */
    URI address() {
        return URI.create("http://127.0.0.1:" + fronts.get(GATEWAY));
    }

    Place place(String service) {
        return Objects.requireNonNull(places.get(service));
    }

    /** What sealed values are sealed with from the next restart on. */
    void use(Map<String, String> fresh) {
        keys.keySet().removeIf(name -> name.startsWith("zhanqiao.encryption.keys."));
        keys.putAll(fresh);
    }

    /** Replaces the copies of a program one after the other; tells how many. */
    int restart(String name) {
        for (Copy copy : of(name)) {
            copy.program().close();
            copy.program = begin(copy).awaitReady();
            pause();
        }
        return COPIES;
    }

    private List<Copy> of(String name) {
        return copies.getOrDefault(name, List.of());
    }

    private List<Copy> newCopies(String name) {
        List<Copy> some = new ArrayList<>();
        for (int number = 1; number <= COPIES; number++) {
            some.add(new Copy(name, number, Lab.freePort(), Lab.freePort()));
        }
        return some;
    }

    private Program begin(Copy copy) {
        return lab.copy(
                copy.service + "-" + copy.number,
                copy.service.equals(GATEWAY) ? GATEWAY : "services/" + copy.service,
                settings(copy.service),
                copy.port,
                copy.management);
    }

    private Map<String, String> settings(String service) {
        Map<String, String> settings = new HashMap<>();
        SERVICES.forEach(peer ->
                settings.put("zhanqiao.peers." + peer, "http://127.0.0.1:" + fronts.get(peer)));
        settings.put("zhanqiao.server.drain", "3s");
        // Of the hundred connections of the lab's server for twelve processes.
        settings.put("spring.r2dbc.pool.max-size", "5");
        settings.put("zhanqiao.gateway.rate.address", "1000000");
        settings.put("zhanqiao.gateway.rate.subject", "1000000");
        settings.put("zhanqiao.identity.client.client-id", service);
        Place place = places.get(service);
        if (place != null) {
            settings.putAll(place.properties());
            settings.putAll(keys);
        }
        return settings;
    }

    /**
     * Tries again only what was never sent, so that no act is done twice. A check may take longer
     * than the pause between two: one slow answer of a busy machine is not the end of a copy.
     */
    private String balancer() {
        StringBuilder text =
                new StringBuilder(
                        """
                        global
                          maxconn 4000
                        defaults
                          mode http
                          timeout connect 2s
                          timeout client 120s
                          timeout server 120s
                          timeout check 2s
                          retries 3
                          option redispatch 1
                          retry-on conn-failure
                          default-server check inter 300ms fall 1 rise 1
                        """);
        copies.forEach((name, some) -> {
            text.append(
                    """
                    listen %s
                      bind 127.0.0.1:%d
                      option httpchk GET /actuator/health/readiness
                    """
                            .formatted(name, fronts.get(name)));
            for (Copy copy : some) {
                text.append(
                        "  server %s-%d 127.0.0.1:%d port %d\n"
                                .formatted(name, copy.number, copy.port, copy.management));
            }
        });
        return text.toString();
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(NOTICED_MILLIS);
        } catch (InterruptedException fault) {
            Thread.currentThread().interrupt();
        }
    }

    /** One process of a program, always on the same ports. */
    private static final class Copy {
        private final String service;
        private final int number;
        private final int port;
        private final int management;
        private @Nullable Program program;

        private Copy(String service, int number, int port, int management) {
            this.service = service;
            this.number = number;
            this.port = port;
            this.management = management;
        }

        private Program program() {
            return Objects.requireNonNull(program);
        }
    }
}
