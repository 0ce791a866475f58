package city.zhanqiao.notifications.live;

import city.zhanqiao.data.job.Job;
import city.zhanqiao.notifications.inbox.InboxChanges;
import city.zhanqiao.notifications.inbox.InboxChanges.Told;

import reactor.core.publisher.Mono;

import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Finds out what has changed for those who listen, with one question for all of them: ten thousand
 * streams that each look for themselves would be a storm on the database.
 */
final class Crowd {

    private final Switchboard switchboard;
    private final InboxChanges changes;
    private final Job job;
    private Optional<Long> heard = Optional.empty();

    Crowd(Switchboard switchboard, InboxChanges changes, LiveSettings settings) {
        this.switchboard = switchboard;
        this.changes = changes;
        this.job = new Job("live broadcasts", settings.poll(), this::step);
    }

    /** Looks now and then by itself, and at once when woken. */
    Job job() {
        return job;
    }

    /** One step at a time, so what was heard needs no lock. */
    private Mono<Job.Found> step() {
        return changes.town()
                .flatMap(head ->
                        heard.filter(known -> known < head)
                                .map(known -> ring(known, head))
                                .orElse(Mono.empty())
                                .then(Mono.fromRunnable(() -> heard = Optional.of(head))))
                .thenReturn(Job.Found.NOTHING);
    }

    private Mono<Void> ring(long known, long head) {
        return changes.told(switchboard.residents(), known, head)
                .collect(Collectors.groupingBy(Told::resident))
                .doOnNext(told -> switchboard.tell(known, head, told))
                .then();
    }

    /** Rings for everybody whose own messages have changed without anybody saying so. */
    Mono<Void> lookForAll() {
        return changes.ownHeads(switchboard.residents())
                .doOnNext(switchboard::ringIfBehind)
                .then(Mono.fromRunnable(job::wake));
    }
}
