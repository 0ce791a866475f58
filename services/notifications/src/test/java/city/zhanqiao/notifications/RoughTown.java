package city.zhanqiao.notifications;

import java.util.Map;

/**
 * One running service for the tests that break something around it and mend it again; it is less
 * patient than in production, so that they are over soon.
 */
final class RoughTown {

    private static final class Holder {
        static final Town TOWN = start();

        private static Town start() {
            Town town =
                    Town.start(
                            Map.of(
                                    "zhanqiao.delivery.between-cleanings", "500ms",
                                    "zhanqiao.delivery.throttled", "3s",
                                    "zhanqiao.delivery.closed-after-unauthenticated", "3s",
                                    "zhanqiao.reminders.look", "200ms"),
                            "applications",
                            "residents",
                            "notices");
            Runtime.getRuntime().addShutdownHook(new Thread(town::close));
            return town;
        }
    }

    private RoughTown() {}

    static Town get() {
        return Holder.TOWN;
    }
}
