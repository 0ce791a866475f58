package city.zhanqiao.pilots.app;

import city.zhanqiao.city.Outcome;
import city.zhanqiao.city.Version;
import city.zhanqiao.city.problem.FieldFault;
import city.zhanqiao.city.problem.ProblemException;
import city.zhanqiao.data.idempotency.Act;
import city.zhanqiao.data.idempotency.Idempotency;
import city.zhanqiao.pilots.PilotsProblem;
import city.zhanqiao.web.etag.Answers;
import city.zhanqiao.web.problem.CommonProblem;

import org.springframework.http.ResponseEntity;

import reactor.core.publisher.Mono;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** What the desks of the three documents have in common. */
final class Desk {

    private final Idempotency idempotency;

    Desk(Idempotency idempotency) {
        this.idempotency = idempotency;
    }

    <V extends View> Mono<ResponseEntity<V>> once(
            Act act, Class<V> answer, Mono<Outcome<V, Refusal>> step) {
        return idempotency
                .once(act, answer, step)
                .map(outcome -> toAnswer(outcome.orElseThrow(Desk::toProblem)));
    }

    static <V extends View> ResponseEntity<V> toAnswer(V view) {
        return Answers.ok(new Version(view.version()), view);
    }

    /** Refuses what stands in a document twice. */
    static <T, K> Outcome<List<T>, Refusal> once(List<T> parts, Function<T, K> name) {
        Set<K> seen = new HashSet<>();
        for (int index = 0; index < parts.size(); index++) {
            if (!seen.add(name.apply(parts.get(index)))) {
                return Outcome.refused(new Refusal.Twice(index));
            }
        }
        return Outcome.done(parts);
    }

    private static ProblemException toProblem(Refusal refusal) {
        return switch (refusal) {
            case Refusal.Stale no -> new ProblemException(CommonProblem.STALE_VERSION);
            case Refusal.NothingProposed no -> new ProblemException(PilotsProblem.NOTHING_PROPOSED);
            case Refusal.ApproverIsAuthor no ->
                    new ProblemException(PilotsProblem.APPROVER_IS_AUTHOR);
            case Refusal.VersionsReversed(int index) ->
                    at("/platforms/" + index, "range", PilotsProblem.VERSIONS_REVERSED);
            case Refusal.Twice(int index) ->
                    at("/" + index, "duplicate", PilotsProblem.ENTERED_TWICE);
            case Refusal.WindowUnsound(int index) ->
                    at("/windows/" + index, "range", PilotsProblem.MAINTENANCE_WINDOW_UNSOUND);
        };
    }

    private static ProblemException at(String pointer, String code, PilotsProblem problem) {
        return new ProblemException(problem).withFaults(List.of(new FieldFault(pointer, code, "")));
    }

    /** A document as its desk sees it. */
    interface View {
        long version();
    }
}
