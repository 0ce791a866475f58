package city.zhanqiao.applications.casework;

import city.zhanqiao.city.clock.StopReason;
import city.zhanqiao.city.department.DepartmentCode;
import city.zhanqiao.city.identity.ResidentId;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * What was said about a case on its way: notices, promises, reasons. Kept sealed, because people
 * write names into such texts.
 *
 * @param chosen places of the optional members of a bundle
 * @param seen papers whose originals a clerk saw when the case, or its correction, was handed in at
 *     a window
 * @param guardian who began it for a child under 14
 * @param handedIn what the answers meant when it was handed in, or handed in again
 */
public record CaseFile(
        Optional<Correction> correction,
        Optional<Promise> promise,
        Optional<Suspension> suspension,
        Optional<Extension> extension,
        Optional<Rejection> rejection,
        Optional<Delivery> delivery,
        List<String> chosen,
        List<String> seen,
        Optional<ResidentId> guardian,
        Optional<HandedIn> handedIn) {

    public CaseFile {
        chosen = List.copyOf(chosen);
        // Files kept before these were noted say nothing of them.
        seen = seen == null ? List.of() : List.copyOf(seen);
        guardian = guardian == null ? Optional.empty() : guardian;
        handedIn = handedIn == null ? Optional.empty() : handedIn;
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
                    List.of(),
                    Optional.empty(),
                    Optional.empty());

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

    /**
     * What the answers meant when the case was handed in.
     *
     * @param papers codes of those that the answers make necessary
     * @param required how many of them the item cannot do without
     * @param shared how many of these the city gets from agencies and never asks for
     * @param elder whether the applicant was 60 or older on that day; absent where nobody showed it
     */
    public record HandedIn(
            List<String> papers, int required, int shared, Optional<Boolean> elder) {}

    CaseFile with(Correction asked) {
        return changed(copy -> copy.correction = Optional.of(asked));
    }

    CaseFile with(Promise signed) {
        return changed(copy -> copy.promise = Optional.of(signed));
    }

    CaseFile with(Suspension stopped) {
        return changed(copy -> copy.suspension = Optional.of(stopped));
    }

    CaseFile with(Extension granted) {
        return changed(copy -> copy.extension = Optional.of(granted));
    }

    CaseFile with(Rejection rejected) {
        return changed(copy -> copy.rejection = Optional.of(rejected));
    }

    CaseFile with(Delivery delivered) {
        return changed(copy -> copy.delivery = Optional.of(delivered));
    }

    CaseFile with(HandedIn meant) {
        return changed(copy -> copy.handedIn = Optional.of(meant));
    }

    CaseFile choosing(List<String> members) {
        return changed(copy -> copy.chosen = members);
    }

    CaseFile seeing(List<String> papers) {
        return changed(copy -> copy.seen = papers);
    }

    /** Papers that a clerk has seen besides earlier ones. */
    CaseFile seeingAlso(List<String> papers) {
        return seeing(Stream.concat(seen.stream(), papers.stream()).distinct().toList());
    }

    CaseFile guardedBy(Optional<ResidentId> who) {
        return changed(copy -> copy.guardian = who);
    }

    private CaseFile changed(Consumer<Copy> change) {
        Copy copy = new Copy(this);
        change.accept(copy);
        return copy.made();
    }

    /** A file being copied with one part changed. */
    private static final class Copy {
        private Optional<Correction> correction;
        private Optional<Promise> promise;
        private Optional<Suspension> suspension;
        private Optional<Extension> extension;
        private Optional<Rejection> rejection;
        private Optional<Delivery> delivery;
        private List<String> chosen;
        private List<String> seen;
        private Optional<ResidentId> guardian;
        private Optional<HandedIn> handedIn;

        private Copy(CaseFile from) {
            correction = from.correction;
            promise = from.promise;
            suspension = from.suspension;
            extension = from.extension;
            rejection = from.rejection;
            delivery = from.delivery;
            chosen = from.chosen;
            seen = from.seen;
            guardian = from.guardian;
            handedIn = from.handedIn;
        }

        private CaseFile made() {
            return new CaseFile(
                    correction,
                    promise,
                    suspension,
                    extension,
                    rejection,
                    delivery,
                    chosen,
                    seen,
                    guardian,
                    handedIn);
        }
    }
}
