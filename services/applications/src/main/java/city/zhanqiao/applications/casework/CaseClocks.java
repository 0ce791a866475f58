package city.zhanqiao.applications.casework;

import city.zhanqiao.city.calendar.WorkingCalendar;
import city.zhanqiao.city.clock.LegalClock;
import city.zhanqiao.city.clock.Segment;
import city.zhanqiao.city.clock.StopReason;

import java.time.LocalDate;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The clocks of one case, each as its stretches of running time. An immutable value. */
public record CaseClocks(Map<Name, LegalClock> all) {

    static final CaseClocks NONE = new CaseClocks(Map.of());

    /** The clocks of a case, in working days. */
    public enum Name {
        /** C1. */
        INTAKE,
        /** C1 again, after the correction has come. */
        INTAKE_AFTER_CORRECTION,
        /** C2: the city's promise. */
        PROMISE,
        /** C3: the law's limit. */
        STATUTORY,
        /** C4: joint handling of a bundle (行政许可法 §42(2)). */
        JOINT,
        /** C5 (行政许可法 §44). */
        DELIVERY,
        /** C6: the applicant's. */
        CORRECTION,
        /** C7: 容缺, the applicant's. */
        SUPPLEMENT,
        /** C8: the applicant's. */
        RATING
    }

    public CaseClocks {
        all = all.isEmpty() ? Map.of() : Collections.unmodifiableMap(new EnumMap<>(all));
    }

    Optional<LegalClock> find(Name name) {
        return Optional.ofNullable(all.get(name));
    }

    CaseClocks start(Name name, int limit, LocalDate on) {
        return with(name, LegalClock.start(limit, on));
    }

    /** Stops those of the named clocks that run. */
    CaseClocks stop(LocalDate on, StopReason reason, Name... names) {
        CaseClocks changed = this;
        for (Name name : names) {
            if (all.get(name) instanceof LegalClock.Running running) {
                changed = changed.with(name, running.stop(on, reason));
            }
        }
        return changed;
    }

    CaseClocks resume(LocalDate on, Name... names) {
        CaseClocks changed = this;
        for (Name name : names) {
            if (all.get(name) instanceof LegalClock.Stopped stopped) {
                changed = changed.with(name, stopped.resume(on));
            }
        }
        return changed;
    }

    CaseClocks extend(Name name, int workingDays) {
        return switch (all.get(name)) {
            case LegalClock.Running running -> with(name, running.extendedBy(workingDays));
            case LegalClock.Stopped stopped -> with(name, stopped.extendedBy(workingDays));
            case null, default -> this;
        };
    }

    /** Ends the named clocks; without names, all of them. */
    CaseClocks finish(LocalDate on, Name... names) {
        CaseClocks changed = this;
        for (Name name : names.length == 0 ? Name.values() : names) {
            changed = changed.finishOne(name, on);
        }
        return changed;
    }

    private CaseClocks finishOne(Name name, LocalDate on) {
        return switch (all.get(name)) {
            case LegalClock.Running running -> with(name, running.finish(on));
            case LegalClock.Stopped stopped -> with(name, stopped.finish(on));
            case null, default -> this;
        };
    }

    /** Whether the last day of a clock is over. */
    boolean isOver(Name name, LocalDate today, WorkingCalendar calendar) {
        return find(name)
                .flatMap(clock -> clock.due(calendar))
                .filter(due -> today.isAfter(due.date()))
                .isPresent();
    }

    private CaseClocks with(Name name, LegalClock clock) {
        Map<Name, LegalClock> changed = new EnumMap<>(Name.class);
        changed.putAll(all);
        changed.put(name, clock);
        return new CaseClocks(changed);
    }

    /** How a clock lies in the database. */
    record Kept(Name name, int limit, List<Part> parts) {
        LegalClock toClock() {
            return LegalClock.of(limit, parts.stream().map(Part::toSegment).toList());
        }
    }

    /** A stretch in which a clock ran. */
    record Part(LocalDate from, Optional<LocalDate> to, Optional<StopReason> why) {
        Segment toSegment() {
            return new Segment(from, to.map(on -> new Segment.Stop(on, why.orElseThrow())));
        }

        static Part of(Segment segment) {
            return new Part(
                    segment.start(),
                    segment.stop().map(Segment.Stop::on),
                    segment.stop().map(Segment.Stop::reason));
        }
    }

    List<Kept> toKept() {
        return all.entrySet().stream()
                .map(one ->
                        new Kept(
                                one.getKey(),
                                one.getValue().limit(),
                                one.getValue().segments().stream().map(Part::of).toList()))
                .toList();
    }

    static CaseClocks of(List<Kept> kept) {
        Map<Name, LegalClock> clocks = new EnumMap<>(Name.class);
        kept.forEach(one -> clocks.put(one.name(), one.toClock()));
        return new CaseClocks(clocks);
    }
}
