package city.zhanqiao.pilots.pilot;

import static java.util.stream.Collectors.joining;

import city.zhanqiao.city.Outcome;
import city.zhanqiao.city.calendar.CityTime;
import city.zhanqiao.city.division.DivisionCode;
import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.city.identity.StaffId;
import city.zhanqiao.web.page.Cursor;
import city.zhanqiao.web.page.Paging;

import reactor.core.publisher.Mono;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** How pilots are shown to the pilot office. */
final class PilotViews {

    private final Pilots pilots;
    private final Moves moves;
    private final InstantSource clock;

    PilotViews(Pilots pilots, Moves moves, InstantSource clock) {
        this.pilots = pilots;
        this.moves = moves;
        this.clock = clock;
    }

    /** The pilots of the whole city, or of the own district. */
    Mono<PilotList> list(
            Caller.Staff staff,
            Optional<DivisionCode> district,
            Optional<ScenarioCode> scenario,
            Optional<Pilot.State> state,
            Paging paging) {
        return pilots.list(
                        staff.district().or(() -> district),
                        scenario,
                        state,
                        paging.cursor().map(at -> at.uuid(0)),
                        paging.limit())
                .map(this::toLine)
                .collectList()
                .map(lines -> new PilotList(lines, next(lines, paging)));
    }

    /** One pilot with all its moves. */
    Mono<PilotView> one(PilotId id) {
        return Mono.zip(
                pilots.find(id),
                moves.of(id).map(PilotViews::toMoveView).collectList(),
                this::toView);
    }

    /** What differs between two pilots. */
    Mono<Outcome<Comparison, Refusal>> compare(Pilot pilot, Optional<PilotId> with) {
        return Mono.justOrEmpty(with)
                .flatMap(pilots::find)
                .map(other -> Outcome.<Comparison, Refusal>done(compare(pilot, other)))
                .defaultIfEmpty(Outcome.refused(new Refusal.NothingToCompare()));
    }

    private static Comparison compare(Pilot pilot, Pilot other) {
        Map<String, String> here = toFields(pilot);
        Map<String, String> there = toFields(other);
        return new Comparison(
                pilot.id(),
                other.id(),
                here.entrySet().stream()
                        .map(field ->
                                new Difference(
                                        field.getKey(),
                                        field.getValue(),
                                        there.getOrDefault(field.getKey(), "")))
                        .filter(field -> !field.here().equals(field.there()))
                        .toList());
    }

    private static Map<String, String> toFields(Pilot pilot) {
        Terms terms = pilot.terms();
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("scenario", pilot.scenario().value());
        fields.put("district", pilot.district().value());
        fields.put("state", pilot.state().name());
        fields.put("opensOn", terms.opensOn().toString());
        fields.put("closesOn", terms.closesOn().map(LocalDate::toString).orElse(""));
        fields.put("share", Integer.toString(terms.share()));
        fields.put("groups", String.join(",", terms.groups()));
        fields.put(
                "channels",
                terms.channels().stream().map(Terms.Channel::name).collect(joining(",")));
        fields.put("quota", terms.quota().map(String::valueOf).orElse(""));
        return fields;
    }

    private PilotView toView(Pilot pilot, List<MoveView> history) {
        return new PilotView(
                pilot.id(),
                pilot.version().number(),
                pilot.scenario(),
                pilot.district(),
                pilot.state(),
                pilot.phaseOn(CityTime.today(clock)),
                pilot.terms(),
                pilot.stoppedOn(),
                pilot.batch(),
                pilot.copiedFrom(),
                history);
    }

    private PilotLine toLine(Pilot pilot) {
        return new PilotLine(
                pilot.id(),
                pilot.version().number(),
                pilot.scenario(),
                pilot.district(),
                pilot.state(),
                pilot.phaseOn(CityTime.today(clock)),
                pilot.terms(),
                pilot.batch());
    }

    private static MoveView toMoveView(Move move) {
        return new MoveView(
                move.id(),
                move.kind(),
                move.status(),
                move.reason(),
                move.paper(),
                move.before(),
                move.terms(),
                move.effectiveOn(),
                move.author(),
                move.proposedAt(),
                move.approver(),
                move.decidedAt(),
                move.note(),
                move.doneAt());
    }

    private static Optional<Cursor> next(List<PilotLine> lines, Paging paging) {
        return lines.size() < paging.limit()
                ? Optional.empty()
                : Optional.of(Cursor.of(lines.getLast().id().value()));
    }

    record PilotList(List<PilotLine> items, Optional<Cursor> next) {}

    /**
     * A pilot in a list.
     *
     * @param phase where it stands today
     * @param batch the round that it belongs to
     */
    record PilotLine(
            PilotId id,
            long version,
            ScenarioCode scenario,
            DivisionCode district,
            Pilot.State state,
            Pilot.Phase phase,
            Terms terms,
            Optional<String> batch) {}

    /**
     * A pilot with its history.
     *
     * @param version for the next {@code If-Match}
     * @param copiedFrom the pilot that it replicates
     * @param moves oldest first
     */
    record PilotView(
            PilotId id,
            long version,
            ScenarioCode scenario,
            DivisionCode district,
            Pilot.State state,
            Pilot.Phase phase,
            Terms terms,
            Optional<LocalDate> stoppedOn,
            Optional<String> batch,
            Optional<PilotId> copiedFrom,
            List<MoveView> moves) {}

    /** Two pilots side by side; only what differs. */
    record Comparison(PilotId pilot, PilotId with, List<Difference> differences) {}

    /**
     * A field in which two pilots differ; empty where one has nothing.
     *
     * @param field its name in the API
     */
    record Difference(String field, String here, String there) {}

    /**
     * One move.
     *
     * @param before the terms until then
     * @param terms the terms from then on; absent for a stop
     * @param author who proposed it
     * @param approver who decided on it; absent for what came with the configuration
     */
    record MoveView(
            UUID id,
            Move.Kind kind,
            Move.Status status,
            String reason,
            String paper,
            Optional<Terms> before,
            Optional<Terms> terms,
            LocalDate effectiveOn,
            StaffId author,
            Instant proposedAt,
            Optional<StaffId> approver,
            Optional<Instant> decidedAt,
            Optional<String> note,
            Optional<Instant> doneAt) {}
}
