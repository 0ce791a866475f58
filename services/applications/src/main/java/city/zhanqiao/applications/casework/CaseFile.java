package city.zhanqiao.applications.casework;

import city.zhanqiao.city.clock.StopReason;
import city.zhanqiao.city.department.DepartmentCode;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * What was said about a case on its way: notices, promises, reasons. Kept sealed, because people
 * write names into such texts.
 *
 * @param chosen places of the optional members of a bundle
 * @param seen papers whose originals a clerk saw when the case was taken in at a window
 */
public record CaseFile(
        Optional<Correction> correction,
        Optional<Promise> promise,
        Optional<Suspension> suspension,
        Optional<Extension> extension,
        Optional<Rejection> rejection,
        Optional<Delivery> delivery,
        List<String> chosen,
        List<String> seen) {

    public CaseFile {
        chosen = List.copyOf(chosen);
        // Files kept before windows noted what they saw say nothing of it.
        seen = seen == null ? List.of() : List.copyOf(seen);
    }

    static final CaseFile EMPTY =
            new CaseFile(
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    List.of(),
                    List.of());

    /** 一次告知: everything that is missing, once. */
    public record Correction(List<Gap> gaps, Instant at) {}

    /**
     * One thing missing.
     *
     * @param about a field of the form or a paper
     * @param department who needs it
     */
    public record Gap(String about, String what, DepartmentCode department) {}

    /** 容缺承诺: which papers follow, and by when. */
    public record Promise(List<String> papers, LocalDate until) {}

    /** 特别程序: why the clocks stand still, and until when that is planned. */
    public record Suspension(StopReason reason, LocalDate until, String told) {}

    /** 延期: who of the heads granted it and the reason told. */
    public record Extension(int workingDays, String reason, Instant at) {}

    /** 不予受理: the reason, the right agency and the remedy. */
    public record Rejection(Code code, String reason, Optional<DepartmentCode> agency) {
        /** Why a case is not accepted. */
        public enum Code {
            /** No such act is needed (行政许可法 §32(1)). */
            NOT_NEEDED,
            /** Another agency is competent (行政许可法 §32(2)). */
            NOT_OUR_POWER,
            /** The correction did not supply what was asked. */
            NOT_CORRECTED,
            /** The law rules the applicant out. */
            NOT_ENTITLED
        }
    }

    /** 送达: how the result reached the resident. */
    public record Delivery(Way way, Optional<String> tracking) {
        /** How a result is handed over. */
        public enum Way {
            POST,
            PICK_UP,
            ELECTRONIC
        }
    }

    CaseFile with(Correction asked) {
        return new CaseFile(
                Optional.of(asked),
                promise,
                suspension,
                extension,
                rejection,
                delivery,
                chosen,
                seen);
    }

    CaseFile with(Promise signed) {
        return new CaseFile(
                correction,
                Optional.of(signed),
                suspension,
                extension,
                rejection,
                delivery,
                chosen,
                seen);
    }

    CaseFile with(Suspension stopped) {
        return new CaseFile(
                correction,
                promise,
                Optional.of(stopped),
                extension,
                rejection,
                delivery,
                chosen,
                seen);
    }

    CaseFile with(Extension granted) {
        return new CaseFile(
                correction,
                promise,
                suspension,
                Optional.of(granted),
                rejection,
                delivery,
                chosen,
                seen);
    }

    CaseFile with(Rejection rejected) {
        return new CaseFile(
                correction,
                promise,
                suspension,
                extension,
                Optional.of(rejected),
                delivery,
                chosen,
                seen);
    }

    CaseFile with(Delivery delivered) {
        return new CaseFile(
                correction,
                promise,
                suspension,
                extension,
                rejection,
                Optional.of(delivered),
                chosen,
                seen);
    }

    CaseFile choosing(List<String> members) {
        return new CaseFile(
                correction, promise, suspension, extension, rejection, delivery, members, seen);
    }

    CaseFile seeing(List<String> papers) {
        return new CaseFile(
                correction, promise, suspension, extension, rejection, delivery, chosen, papers);
    }
}
