package city.zhanqiao.applications.casework;

import city.zhanqiao.city.calendar.CityTime;
import city.zhanqiao.city.identity.Caller;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import tools.jackson.databind.JsonNode;

import java.time.LocalDate;
import java.util.Set;

/**
 * How the other features of this service come to a case. Whoever may not know of it is told the
 * same as for an id that was never given.
 */
public final class CaseAccess {

    private final Applications applications;
    private final Cases cases;
    private final CaseAuthority authority;
    private final Handle handle;
    private final BundleFlow bundles;
    private final CaseClock clocks;

    CaseAccess(
            Applications applications,
            Cases cases,
            CaseAuthority authority,
            Handle handle,
            BundleFlow bundles,
            CaseClock clocks) {
        this.applications = applications;
        this.cases = cases;
        this.authority = authority;
        this.handle = handle;
        this.bundles = bundles;
        this.clocks = clocks;
    }

    /** A case before this member of staff, or the problem that there is none. */
    public Mono<Application> ofOffice(Caller.Staff staff, ApplicationId id) {
        return cases.ofOffice(staff, id)
                .map(found -> found.orElseThrow(RefusalProblems::toProblem));
    }

    /** A case on which the resident may act now, or the problem why not. */
    public Mono<Application> ofResident(Caller.Resident resident, ApplicationId id) {
        return authority
                .on(resident, id)
                .map(found -> found.orElseThrow(RefusalProblems::toProblem));
    }

    /** Any case, for features that answer to others than its applicant and its office. */
    public Mono<Application> find(ApplicationId id) {
        return applications.find(id);
    }

    /** The members of a bundle's case; none for another. */
    public Flux<Application> membersOf(ApplicationId id) {
        return applications.membersOf(id);
    }

    /** Holds a case until the transaction ends, so that its state stands meanwhile. */
    public Mono<Application> lock(ApplicationId id) {
        return applications.lock(id);
    }

    /** Notes on a case that a promised paper came; in the transaction that keeps the paper. */
    public Mono<Void> supplement(Caller actor, Application it, String paper) {
        return handle.supplement(actor, it, Set.of(paper))
                .flatMap(outcome -> bundles.after(it, outcome, actor))
                .map(outcome -> outcome.orElseThrow(RefusalProblems::toProblem))
                .then();
    }

    /** Notes the second officer's signature; in the transaction of the check that was signed. */
    public Mono<Void> secondCheck(Caller.Staff officer, Application it) {
        return handle.secondCheck(officer, it)
                .map(outcome -> outcome.orElseThrow(RefusalProblems::toProblem))
                .then();
    }

    /** Whether C8, in which an ended case may be rated, is over. */
    public boolean isRatingOver(Application it) {
        return it.milestones()
                .ended()
                .map(CityTime::dateOf)
                .map(day -> workingDaysFrom(day, Application.RATING_DAYS))
                .filter(last -> clocks.today().isAfter(last))
                .isPresent();
    }

    /** The last of so many working days from today. */
    public LocalDate workingDaysFromNow(int days) {
        return workingDaysFrom(clocks.today(), days);
    }

    /** The last of so many working days; day 1 is the next one. */
    public LocalDate workingDaysFrom(LocalDate day, int days) {
        return clocks.calendar().addWorkingDays(day, days).date();
    }

    /** What was filled in, in clear. */
    public Mono<JsonNode> formOf(ApplicationId id) {
        return applications.findForm(id);
    }
}
