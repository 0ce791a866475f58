package city.zhanqiao.notifications.campaign;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Wakes the fan-out of this process when there is something to tell. */
final class FanOutBell {

    private final List<Runnable> wakes = new CopyOnWriteArrayList<>();

    void wakes(Runnable sleeper) {
        wakes.add(sleeper);
    }

    void ring() {
        wakes.forEach(Runnable::run);
    }
}
