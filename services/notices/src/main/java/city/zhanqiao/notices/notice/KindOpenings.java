package city.zhanqiao.notices.notice;

import city.zhanqiao.city.Outcome;
import city.zhanqiao.city.division.Division;
import city.zhanqiao.city.division.DivisionCode;
import city.zhanqiao.city.division.Divisions;
import city.zhanqiao.city.pilot.Admission;
import city.zhanqiao.city.pilot.Newcomer;
import city.zhanqiao.data.pilot.PilotCopy;
import city.zhanqiao.notices.notice.Content.Kind;
import city.zhanqiao.notices.notice.Content.Severity;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * Which kinds of notices may begin where, by the local copy of the pilots' registry. What is public
 * already goes on: it is updated, withdrawn and ends as ever. What warns of danger waits for no
 * pilot.
 */
final class KindOpenings {

    private static final String CHANNEL = "ONLINE";
    private static final Set<Severity> DANGER = EnumSet.of(Severity.EXTREME, Severity.SEVERE);

    private final PilotCopy pilots;
    private final Divisions divisions = Divisions.ofQingdao();

    KindOpenings(PilotCopy pilots) {
        this.pilots = pilots;
    }

    /** Lets a change through unless it begins what may not begin; in the change's transaction. */
    Mono<Outcome<Notice, Refusal>> admit(Notice before, Notice after) {
        return beginning(before, after)
                .map(content -> ask(content, pilots::admit))
                .orElseGet(() -> Mono.just(Outcome.done(content(after))))
                .map(outcome -> outcome.map(content -> after));
    }

    /** Whether what is scheduled may still begin. */
    Mono<Outcome<Content, Refusal>> look(Notice scheduled) {
        Content content = content(scheduled);
        return scheduled.face() instanceof Face.Unpublished
                ? ask(content, pilots::look)
                : Mono.just(Outcome.done(content));
    }

    /** The first edition, when it comes before the public or is put on the schedule. */
    private static Optional<Content> beginning(Notice before, Notice after) {
        boolean begins =
                before.face() instanceof Face.Unpublished
                        && (after.face() instanceof Face.Published
                                || after.proposal().orElse(null) instanceof Proposal.Scheduled);
        return Optional.of(content(after)).filter(content -> begins && !isDanger(content));
    }

    private Mono<Outcome<Content, Refusal>> ask(
            Content content, BiFunction<String, Newcomer, Mono<Admission>> door) {
        String scenario = "notices:" + code(content.kind());
        return isDanger(content)
                ? Mono.just(Outcome.done(content))
                : Flux.fromStream(divisions.districts().stream().map(Division::code))
                        .filter(district -> reaches(content, district))
                        .concatMap(district ->
                                door.apply(scenario, Newcomer.everybody(district, CHANNEL)))
                        .reduce(
                                Outcome.<Content, Refusal>done(content),
                                (sofar, admission) ->
                                        sofar.then(open -> toOutcome(content, admission)));
    }

    private static Outcome<Content, Refusal> toOutcome(Content content, Admission admission) {
        return switch (admission) {
            case Admission.Open open -> Outcome.done(content);
            case Admission.Outside(var reason, var openIn, var from) ->
                    Outcome.refused(new Refusal.KindClosed(reason, openIn, from));
            case Admission.Closed(var reason, var openIn, var from) ->
                    Outcome.refused(new Refusal.KindClosed(reason, openIn, from));
        };
    }

    private static boolean reaches(Content content, DivisionCode district) {
        return content.target().divisions().stream()
                .anyMatch(target -> target.contains(district) || district.contains(target));
    }

    private static boolean isDanger(Content content) {
        return content.kind() == Kind.EMERGENCY || DANGER.contains(content.severity());
    }

    private static Content content(Notice notice) {
        return Desk.contentOf(notice).orElseThrow();
    }

    /** Such as {@code community-event}. */
    private static String code(Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
