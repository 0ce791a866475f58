package city.zhanqiao.notifications;

import city.zhanqiao.notifications.push.FakeApple;

import java.util.HashMap;
import java.util.Map;

/** One running service with all its neighbours for the tests that do not break anything. */
final class SharedTown {

    static final String[] NEIGHBOURS = {
        "applications", "residents", "appointments", "notices", "pilots"
    };

    static final FakeApple APPLE = FakeApple.start();

    private static final class Holder {
        static final Town TOWN = start();

        private static Town start() {
            Map<String, String> settings = new HashMap<>(APPLE.properties());
            settings.put("zhanqiao.reminders.look", "200ms");
            settings.put("zhanqiao.push.canary.topic", "canary");
            settings.put("zhanqiao.push.canary.every", "5s");
            settings.put("zhanqiao.live.poll", "500ms");
            settings.put("zhanqiao.live.heartbeat", "300ms");
            settings.put("zhanqiao.live.ticks", "8");
            settings.put("zhanqiao.live.most-of-one", "2");
            Town town = Town.start(settings, NEIGHBOURS);
            Runtime.getRuntime().addShutdownHook(new Thread(SharedTown::close));
            return town;
        }
    }

    private SharedTown() {}

    private static void close() {
        get().close();
        APPLE.close();
    }

    static Town get() {
        return Holder.TOWN;
    }
}
