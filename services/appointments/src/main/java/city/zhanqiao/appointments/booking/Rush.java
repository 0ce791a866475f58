package city.zhanqiao.appointments.booking;

import city.zhanqiao.appointments.booking.Confirming.Yes;
import city.zhanqiao.appointments.booking.Holding.Wish;
import city.zhanqiao.city.Outcome;
import city.zhanqiao.data.idempotency.Verdict;
import city.zhanqiao.data.job.Job;

import org.springframework.context.SmartLifecycle;

import reactor.core.publisher.Mono;

import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Where everybody taps at nine in the morning: holds queue in one lane for each desk, so that a
 * slot has one writer in each instance; confirmations queue beside them. Several instances stay
 * right because the database decides.
 */
final class Rush implements SmartLifecycle {

    /** Desks that share a lane wait for each other, so there are some more than are ever hot. */
    private static final int LANES = 4;

    private static final int CONFIRMATIONS = 2;
    private static final int LATE_COMERS = 2;

    /** After the server has ended the requests that wait here. */
    private static final int PHASE = SmartLifecycle.DEFAULT_PHASE - 4096;

    private final SoldOut soldOut;
    private final BookingMeasures measures;
    private final List<Lane<Wish, Verdict<Placed, Refusal>>> holds;
    private final List<Lane<Wish, Verdict<Placed, Refusal>>> lateComers;
    private final List<Lane<Yes, Verdict<Placed, Refusal>>> confirmations;

    Rush(
            Holding holding,
            Confirming confirming,
            SoldOut soldOut,
            BookingMeasures measures,
            BookingSettings settings) {
        this.soldOut = soldOut;
        this.measures = measures;
        this.lateComers = lanes("late-comers", LATE_COMERS, settings, holding::recall);
        this.holds = lanes("holds", LANES, settings, holding::hold);
        this.confirmations = lanes("confirmations", CONFIRMATIONS, settings, confirming::confirm);
        measures.watch("late-comers", () -> length(lateComers));
        measures.watch("holds", () -> length(holds));
        measures.watch("confirmations", () -> length(confirmations));
    }

    /**
     * Holds a place. When the slot was full a moment ago its row is left alone; only the caller's
     * key is looked up, because a repeated act gets its old answer however full it is now.
     */
    Mono<Outcome<Placed, Refusal>> hold(Wish wish) {
        return admit(wish).doOnNext(outcome -> measures.count(BookingStep.HOLD, outcome));
    }

    private Mono<Outcome<Placed, Refusal>> admit(Wish wish) {
        if (!soldOut.isMarked(wish.place())) {
            return of(holds, wish.place().desk()).submit(wish).flatMap(Rush::toOutcome);
        }
        return of(lateComers, wish.act().key())
                .submit(wish)
                .flatMap(verdict ->
                        verdict instanceof Verdict.Unknown<Placed, Refusal>
                                ? Mono.just(Outcome.refused(new Refusal.SlotFull()))
                                : toOutcome(verdict));
    }

    Mono<Outcome<Placed, Refusal>> confirm(Yes answer) {
        return of(confirmations, answer.booking())
                .submit(answer)
                .flatMap(Rush::toOutcome)
                .doOnNext(outcome -> measures.count(BookingStep.CONFIRM, outcome));
    }

    private static Mono<Outcome<Placed, Refusal>> toOutcome(Verdict<Placed, Refusal> verdict) {
        return switch (verdict) {
            case Verdict.Answered<Placed, Refusal>(Outcome<Placed, Refusal> outcome) ->
                    Mono.just(outcome);
            case Verdict.Unanswered<Placed, Refusal> no -> Mono.error(no.problem());
            case Verdict.Unknown<Placed, Refusal> none ->
                    Mono.error(new IllegalStateException("an act was left without a verdict"));
        };
    }

    private static <Q> List<Lane<Q, Verdict<Placed, Refusal>>> lanes(
            String name,
            int count,
            BookingSettings settings,
            Function<List<Q>, Mono<List<Verdict<Placed, Refusal>>>> write) {
        return IntStream.range(0, count)
                .mapToObj(
                        n -> new Lane<>(name + " " + n, settings.batch(), settings.queue(), write))
                .toList();
    }

    private static <Q, A> Lane<Q, A> of(List<Lane<Q, A>> lanes, Object key) {
        return lanes.get(Math.floorMod(key.hashCode(), lanes.size()));
    }

    /** Acts that wait for a writer. */
    int waiting() {
        return length(lateComers) + length(holds) + length(confirmations);
    }

    private static int length(List<? extends Lane<?, ?>> lanes) {
        return lanes.stream().mapToInt(Lane::length).sum();
    }

    private List<Job> writers() {
        return Stream.of(
                        holds.stream().map(Lane::writer),
                        lateComers.stream().map(Lane::writer),
                        confirmations.stream().map(Lane::writer))
                .flatMap(writers -> writers)
                .toList();
    }

    @Override
    public void start() {
        writers().forEach(Job::start);
    }

    @Override
    public void stop() {
        writers().forEach(Job::stop);
    }

    @Override
    public boolean isRunning() {
        return writers().stream().anyMatch(Job::isRunning);
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}
