package city.zhanqiao.notifications.delivery;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Wakes the pumps of this process when something was queued; other processes look every second. */
final class Bell {

    private final List<Pump> pumps = new CopyOnWriteArrayList<>();

    void wakes(Pump pump) {
        pumps.add(pump);
    }

    void ring(Lane lane) {
        pumps.stream().filter(pump -> pump.lane() == lane).forEach(Pump::wake);
    }
}
