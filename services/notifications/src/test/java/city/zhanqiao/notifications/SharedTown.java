package city.zhanqiao.notifications;

import java.util.Map;

/** One running service with all its neighbours for the tests that do not break anything. */
final class SharedTown {

    static final String[] NEIGHBOURS = {
        "applications", "residents", "appointments", "notices", "pilots"
    };

    private static final class Holder {
        static final Town TOWN = start();

        private static Town start() {
            Town town =
                    Town.start(
                            Map.of(
                                    "zhanqiao.reminders.look", "200ms",
                                    "zhanqiao.push.canary.topic", "canary",
                                    "zhanqiao.push.canary.every", "5s",
                                    "zhanqiao.live.poll", "500ms",
                                    "zhanqiao.live.heartbeat", "300ms",
                                    "zhanqiao.live.ticks", "8",
                                    "zhanqiao.live.most-of-one", "2"),
                            NEIGHBOURS);
            Runtime.getRuntime().addShutdownHook(new Thread(town::close));
            return town;
        }
    }

    private SharedTown() {}

    static Town get() {
        return Holder.TOWN;
    }
}
