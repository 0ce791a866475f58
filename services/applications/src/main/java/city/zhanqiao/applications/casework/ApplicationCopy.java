package city.zhanqiao.applications.casework;

import java.util.Optional;
import java.util.Set;

/** A case being copied with one part changed; lives no longer than the statement that uses it. */
final class ApplicationCopy {

    private Facts facts;
    private State state;
    private Optional<Receipt> receipt;
    private Officers officers;
    private Milestones milestones;
    private CaseClocks clocks;
    private CaseFile file;
    private Set<String> openPapers;
    private int corrections;
    private Optional<String> reason;
    private Optional<String> result;

    ApplicationCopy(Application from) {
        this.facts = from.facts();
        this.state = from.state();
        this.receipt = from.receipt();
        this.officers = from.officers();
        this.milestones = from.milestones();
        this.clocks = from.clocks();
        this.file = from.file();
        this.openPapers = from.openPapers();
        this.corrections = from.corrections();
        this.reason = from.reason();
        this.result = from.result();
    }

    ApplicationCopy facts(Facts changed) {
        facts = changed;
        return this;
    }

    ApplicationCopy state(State changed) {
        state = changed;
        return this;
    }

    ApplicationCopy receipt(Receipt changed) {
        receipt = Optional.of(changed);
        return this;
    }

    ApplicationCopy officers(Officers changed) {
        officers = changed;
        return this;
    }

    ApplicationCopy milestones(Milestones changed) {
        milestones = changed;
        return this;
    }

    ApplicationCopy clocks(CaseClocks changed) {
        clocks = changed;
        return this;
    }

    ApplicationCopy file(CaseFile changed) {
        file = changed;
        return this;
    }

    ApplicationCopy openPapers(Set<String> changed) {
        openPapers = Set.copyOf(changed);
        return this;
    }

    ApplicationCopy corrections(int changed) {
        corrections = changed;
        return this;
    }

    ApplicationCopy reason(String changed) {
        reason = Optional.of(changed);
        return this;
    }

    ApplicationCopy result(String changed) {
        result = Optional.of(changed);
        return this;
    }

    Application made() {
        return new Application(
                facts,
                state,
                receipt,
                officers,
                milestones,
                clocks,
                file,
                openPapers,
                corrections,
                reason,
                result);
    }
}
