package city.zhanqiao.notifications.inbox;

import city.zhanqiao.city.identity.ResidentId;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Rings when an inbox has changed and the change is committed. */
public final class InboxBell {

    private final List<Listener> listeners = new CopyOnWriteArrayList<>();

    /** Somebody who wants to know. */
    public interface Listener {
        /** One resident's inbox is another now. */
        void changed(ResidentId resident);

        /** There is or was a broadcast, which may concern anybody. */
        void broadcast();
    }

    public void wakes(Listener listener) {
        listeners.add(listener);
    }

    /** Rings for one inbox. */
    public void ring(ResidentId resident) {
        listeners.forEach(listener -> listener.changed(resident));
    }

    void ringForAll() {
        listeners.forEach(Listener::broadcast);
    }
}
