package city.zhanqiao.local.push;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The last pushes, the newest first. */
final class PushLog {

    static final int KEPT = 1_000;

    private final Deque<Push> pushes = new ArrayDeque<>();

    synchronized void add(Push push) {
        pushes.addFirst(push);
        if (pushes.size() > KEPT) {
            pushes.removeLast();
        }
    }

    synchronized List<Push> all() {
        return List.copyOf(pushes);
    }

    synchronized void clear() {
        pushes.clear();
    }
}
