package city.zhanqiao.appointments.booking;

import city.zhanqiao.city.problem.ProblemException;
import city.zhanqiao.data.job.Job;
import city.zhanqiao.web.problem.CommonProblem;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.core.scheduler.Schedulers;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * An admission queue with one writer. While one batch is being committed the next one gathers, so
 * the busier it is the more acts share a commit, and an idle lane makes nobody wait. A batch that
 * fails is tried again one by one, so that one bad act does not take the others with it.
 *
 * @param <Q> what is asked
 * @param <A> what is answered
 */
final class Lane<Q, A> {

    /** Only a safety net: every act wakes the writer. */
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private static final Duration COME_AGAIN = Duration.ofSeconds(1);

    private final Queue<Waiting<Q, A>> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger length = new AtomicInteger();
    private final int batch;
    private final int most;
    private final Function<List<Q>, Mono<List<A>>> write;
    private final Job writer;

    /**
     * @param batch most acts in one commit
     * @param most acts that may wait; more are refused with 503
     * @param write gives one answer for each act, in their order
     */
    Lane(String name, int batch, int most, Function<List<Q>, Mono<List<A>>> write) {
        this.batch = batch;
        this.most = most;
        this.write = write;
        this.writer = new Job(name, PAUSE, this::step);
    }

    /** Acts that wait for their turn. */
    int length() {
        return length.get();
    }

    Job writer() {
        return writer;
    }

    /**
     * Puts an act into the queue. Whoever goes away before its turn is passed over. What follows an
     * answer, above all writing it to the caller, happens on other threads: the writer goes on with
     * the next batch at once instead of first serving hundreds of callers.
     */
    Mono<A> submit(Q act) {
        return Mono.<A>create(sink -> enter(new Waiting<>(act, sink)))
                .publishOn(Schedulers.parallel());
    }

    private void enter(Waiting<Q, A> one) {
        if (length.incrementAndGet() > most) {
            length.decrementAndGet();
            one.sink.error(
                    new ProblemException(CommonProblem.SERVICE_UNAVAILABLE)
                            .withRetryAfter(COME_AGAIN));
            return;
        }
        one.sink.onCancel(() -> one.gone = true);
        waiting.add(one);
        writer.wake();
    }

    private Mono<Job.Found> step() {
        List<Waiting<Q, A>> turn = take();
        return turn.isEmpty()
                ? Mono.just(Job.Found.NOTHING)
                : writeAll(turn)
                        .onErrorResume(fault -> turn.size() > 1, fault -> oneByOne(turn))
                        .onErrorResume(fault -> tell(turn, fault))
                        .thenReturn(Job.Found.MORE);
    }

    private Mono<Void> writeAll(List<Waiting<Q, A>> turn) {
        return write.apply(turn.stream().map(one -> one.act).toList())
                .doOnNext(answers -> {
                    for (int n = 0; n < turn.size(); n++) {
                        turn.get(n).sink.success(answers.get(n));
                    }
                })
                .then();
    }

    private Mono<Void> oneByOne(List<Waiting<Q, A>> turn) {
        return Flux.fromIterable(turn)
                .concatMap(one ->
                        writeAll(List.of(one)).onErrorResume(fault -> tell(List.of(one), fault)))
                .then();
    }

    private static <Q, A> Mono<Void> tell(List<Waiting<Q, A>> turn, Throwable fault) {
        return Mono.fromRunnable(() -> turn.forEach(one -> one.sink.error(fault)));
    }

    private List<Waiting<Q, A>> take() {
        List<Waiting<Q, A>> turn = new ArrayList<>();
        for (Waiting<Q, A> one = waiting.poll();
                one != null;
                one = turn.size() < batch ? waiting.poll() : null) {
            length.decrementAndGet();
            if (!one.gone) {
                turn.add(one);
            }
        }
        return turn;
    }

    private static final class Waiting<Q, A> {
        private final Q act;
        private final MonoSink<A> sink;
        private volatile boolean gone;

        private Waiting(Q act, MonoSink<A> sink) {
            this.act = act;
            this.sink = sink;
        }
    }
}
