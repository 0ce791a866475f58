package city.zhanqiao.pilots.assessment;

import city.zhanqiao.city.Outcome;
import city.zhanqiao.city.calendar.CityTime;
import city.zhanqiao.city.division.Division;
import city.zhanqiao.city.division.Divisions;
import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.data.Outcomes;
import city.zhanqiao.data.audit.AuditEntry;
import city.zhanqiao.data.audit.AuditLog;
import city.zhanqiao.pilots.assessment.Advice.OpenRisks;
import city.zhanqiao.pilots.assessment.Assessment.Correction;
import city.zhanqiao.pilots.assessment.Assessment.Decision;
import city.zhanqiao.pilots.assessment.Assessment.Kind;
import city.zhanqiao.pilots.assessment.Gate.Verdict;
import city.zhanqiao.pilots.assessment.Snapshot.Judged;
import city.zhanqiao.pilots.assessment.Snapshot.Line;
import city.zhanqiao.pilots.assessment.Snapshot.Point;
import city.zhanqiao.pilots.assessment.Snapshot.Trend;
import city.zhanqiao.pilots.indicator.Indicator;
import city.zhanqiao.pilots.indicator.Indicators;
import city.zhanqiao.pilots.indicator.Indicators.Counted;
import city.zhanqiao.pilots.indicator.Indicators.Month;
import city.zhanqiao.pilots.indicator.Period;
import city.zhanqiao.pilots.pilot.PilotDirectory;
import city.zhanqiao.pilots.pilot.PilotDirectory.Listed;
import city.zhanqiao.pilots.pilot.PilotDirectory.Round;
import city.zhanqiao.pilots.pilot.PilotId;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import java.time.InstantSource;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Makes assessments: counts, judges by the gates, advises, and freezes all of it. Runs in the
 * transaction that the caller has opened.
 */
final class Assessing {

    private final PilotDirectory pilots;
    private final Indicators indicators;
    private final Gates gates;
    private final Risks risks;
    private final Assessments assessments;
    private final AuditLog audit;
    private final InstantSource clock;
    private final Divisions divisions = Divisions.ofQingdao();

    Assessing(
            PilotDirectory pilots,
            Indicators indicators,
            Gates gates,
            Risks risks,
            Assessments assessments,
            AuditLog audit,
            InstantSource clock) {
        this.pilots = pilots;
        this.indicators = indicators;
        this.gates = gates;
        this.risks = risks;
        this.assessments = assessments;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Assesses all pilots of a round.
     *
     * @param wished the months; those of the kind where none are named
     */
    Mono<Outcome<Assessment, Refusal>> assess(
            Caller.Staff author, String batch, Kind kind, Optional<Period> wished) {
        return pilots.batch(batch)
                .flatMap(round ->
                        pilots.ofBatch(batch)
                                .collectList()
                                .flatMap(all ->
                                        assess(
                                                author,
                                                round,
                                                kind,
                                                wished.orElseGet(() -> periodOf(round, kind, all)),
                                                all)))
                .defaultIfEmpty(Outcome.refused(new Refusal.NoSuchRound()));
    }

    /** Records what somebody decided. */
    Mono<Outcome<Assessment, Refusal>> decide(UUID id, Decision decision, Caller.Staff by) {
        return findCovering(id, decision.pilot())
                .flatMap(
                        Outcomes.then(found ->
                                assessments
                                        .add(id, decision)
                                        .then(note(by, id, "assessment.decide"))));
    }

    /** Adds what a figure should have been. */
    Mono<Outcome<Assessment, Refusal>> correct(UUID id, Correction correction, Caller.Staff by) {
        return findCovering(id, correction.pilot())
                .flatMap(
                        Outcomes.then(found ->
                                assessments
                                        .add(id, correction)
                                        .then(note(by, id, "assessment.correct"))));
    }

    Mono<Outcome<Assessment, Refusal>> find(UUID id) {
        return assessments
                .find(id)
                .<Outcome<Assessment, Refusal>>map(Outcome::done)
                .defaultIfEmpty(Outcome.refused(new Refusal.NotFound()));
    }

    private Mono<Outcome<Assessment, Refusal>> findCovering(UUID id, PilotId pilot) {
        return find(id).map(found ->
                found.then(assessment ->
                        assessment.covers(pilot)
                                ? Outcome.done(assessment)
                                : Outcome.refused(new Refusal.PilotNotAssessed())));
    }

    private Mono<Outcome<Assessment, Refusal>> assess(
            Caller.Staff author, Round round, Kind kind, Period period, List<Listed> all) {
        if (period.to().atEndOfMonth().isAfter(CityTime.today(clock))) {
            return Mono.just(Outcome.refused(new Refusal.TooEarly()));
        }
        return linesBefore(round, period)
                .flatMap(before ->
                        Flux.fromIterable(all)
                                .concatMap(pilot -> judge(pilot, period, before))
                                .collectList())
                .map(Assessing::allOrNone)
                .flatMap(Outcomes.then(lines -> freeze(author, round, kind, period, lines)));
    }

    /** The last assessment before. */
    private Mono<List<Line>> linesBefore(Round round, Period period) {
        return assessments
                .list(Optional.of(round.code()))
                .map(Assessment::snapshot)
                .filter(past -> YearMonth.parse(past.to()).isBefore(period.from()))
                .next()
                .map(Snapshot::lines)
                .defaultIfEmpty(List.of());
    }

    private Mono<Outcome<Judgement, Refusal>> judge(
            Listed pilot, Period period, List<Line> before) {
        Optional<Line> same =
                before.stream().filter(line -> line.pilot().equals(pilot.id())).findFirst();
        return Mono.zip(
                        indicators.of(pilot.scenario(), pilot.district(), period),
                        indicators.months(pilot.scenario(), pilot.district(), period).collectList(),
                        risks.open(pilot.id()))
                .map(read ->
                        switch (read.getT1()) {
                            case Outcome.Done(Counted figures) ->
                                    Outcome.done(
                                            new Judgement(
                                                    toLine(
                                                            pilot,
                                                            figures,
                                                            read.getT2(),
                                                            same,
                                                            read.getT3()),
                                                    figures.definition()));
                            case Outcome.Refused(var why) -> Outcome.refused(toRefusal(why));
                        });
    }

    private static Refusal toRefusal(city.zhanqiao.pilots.indicator.Refusal why) {
        return switch (why) {
            case city.zhanqiao.pilots.indicator.Refusal.DefinitionChanges(var from) ->
                    new Refusal.DefinitionChanges(from);
            case city.zhanqiao.pilots.indicator.Refusal.MidPeriod no -> new Refusal.TooEarly();
            case city.zhanqiao.pilots.indicator.Refusal.Stale no ->
                    throw new IllegalStateException("nothing is entered while it is assessed");
        };
    }

    private Line toLine(
            Listed pilot,
            Counted counted,
            List<Month> months,
            Optional<Line> before,
            OpenRisks open) {
        List<Judged> judged =
                gates.of(pilot.scenario()).stream()
                        .map(gate -> toJudged(gate, counted, before))
                        .toList();
        List<Verdict> verdicts = judged.stream().map(Judged::verdict).toList();
        return new Line(
                pilot.id(),
                pilot.scenario(),
                pilot.title(),
                pilot.district(),
                divisions.find(pilot.district()).map(Division::displayName).orElse(""),
                pilot.state(),
                counted.submitted(),
                counted.closed(),
                counted.late(),
                counted.readings(),
                judged,
                judged.stream().map(one -> toTrend(one.gate().indicator(), months)).toList(),
                Advice.of(
                        counted,
                        verdicts,
                        before.filter(Line::isAllMet).isPresent(),
                        open,
                        gates.lateAtMost()));
    }

    private static Judged toJudged(Gate gate, Counted counted, Optional<Line> before) {
        return new Judged(
                gate,
                gate.judge(counted.reading(gate.indicator())),
                before.flatMap(line -> line.reading(gate.indicator()).value()));
    }

    private static Trend toTrend(Indicator indicator, List<Month> months) {
        return new Trend(
                indicator,
                months.stream()
                        .map(month ->
                                new Point(
                                        month.month().toString(),
                                        month.counted().reading(indicator).value()))
                        .toList());
    }

    private Mono<Outcome<Assessment, Refusal>> freeze(
            Caller.Staff author, Round round, Kind kind, Period period, List<Judgement> judged) {
        Snapshot snapshot =
                new Snapshot(
                        round.title(),
                        round.paper(),
                        period.from().toString(),
                        period.to().toString(),
                        judged.isEmpty() ? 0 : judged.getFirst().definition(),
                        judged.stream().map(Judgement::line).toList());
        return assessments
                .add(round.code(), kind, snapshot, author.id(), clock.instant())
                .flatMap(id -> note(author, id, "assessment.freeze"))
                .defaultIfEmpty(Outcome.refused(new Refusal.AlreadyAssessed()));
    }

    private Mono<Outcome<Assessment, Refusal>> note(Caller.Staff staff, UUID id, String action) {
        return audit.add(AuditEntry.done(staff, action, id.toString())).then(find(id));
    }

    /** From the opening to the mid-term, and from there to the end. */
    private static Period periodOf(Round round, Kind kind, List<Listed> all) {
        YearMonth opened =
                all.stream()
                        .map(pilot -> YearMonth.from(pilot.opensOn()))
                        .min(YearMonth::compareTo)
                        .orElse(YearMonth.from(round.midTermOn()));
        YearMonth middle = YearMonth.from(round.midTermOn());
        return switch (kind) {
            case MID_TERM, INTERIM -> new Period(opened, middle);
            case FINAL -> new Period(middle.plusMonths(1), YearMonth.from(round.finalOn()));
        };
    }

    private static Outcome<List<Judgement>, Refusal> allOrNone(
            List<Outcome<Judgement, Refusal>> outcomes) {
        Outcome<List<Judgement>, Refusal> all = Outcome.done(List.of());
        for (Outcome<Judgement, Refusal> one : outcomes) {
            all =
                    all.then(sofar ->
                            one.map(next ->
                                    Stream.concat(sofar.stream(), Stream.of(next)).toList()));
        }
        return all;
    }

    private record Judgement(Line line, int definition) {}
}
