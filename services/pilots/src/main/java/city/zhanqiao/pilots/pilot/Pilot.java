package city.zhanqiao.pilots.pilot;

import city.zhanqiao.city.Version;
import city.zhanqiao.city.division.DivisionCode;

import java.time.LocalDate;
import java.util.Optional;

/**
 * One scenario in one district (试点).
 *
 * @param version one more at every move that is proposed or decided
 * @param batch the round of pilots that it belongs to
 * @param copiedFrom the pilot in another district that it replicates
 */
record Pilot(
        PilotId id,
        Version version,
        ScenarioCode scenario,
        DivisionCode district,
        State state,
        Terms terms,
        Optional<LocalDate> stoppedOn,
        Optional<String> batch,
        Optional<PilotId> copiedFrom) {

    /** Where a pilot stands; see {@link Move.Kind} for what leads where. */
    enum State {
        /** 计划: known, not open. */
        PLANNED,
        /** 试点. */
        PILOT,
        /** 推广: widened because it works. */
        EXPANDED,
        /** 调整: goes on under other terms. */
        ADJUSTED,
        /** 停止: takes no new cases; running ones finish under the version they began with. */
        STOPPED
    }

    /** Where it stands on a day, for people. */
    enum Phase {
        PLANNED,
        UPCOMING,
        OPEN,
        ENDED,
        STOPPED
    }

    /** The same pilot under the id that it was stored by. */
    Pilot as(PilotId stored) {
        return new Pilot(
                stored, version, scenario, district, state, terms, stoppedOn, batch, copiedFrom);
    }

    Phase phaseOn(LocalDate day) {
        return switch (state) {
            case PLANNED -> Phase.PLANNED;
            case STOPPED -> Phase.STOPPED;
            case PILOT, EXPANDED, ADJUSTED -> windowOn(day);
        };
    }

    private Phase windowOn(LocalDate day) {
        if (day.isBefore(terms.opensOn())) {
            return Phase.UPCOMING;
        }
        return terms.closesOn().filter(day::isAfter).isPresent() ? Phase.ENDED : Phase.OPEN;
    }

    /** The pilot after a move. */
    Pilot after(Move move, LocalDate day) {
        State next = move.kind().leadsTo();
        return new Pilot(
                id,
                version,
                scenario,
                district,
                next,
                move.terms().orElse(terms),
                next == State.STOPPED ? Optional.of(day) : Optional.empty(),
                batch,
                copiedFrom);
    }
}
