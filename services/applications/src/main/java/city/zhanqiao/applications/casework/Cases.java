package city.zhanqiao.applications.casework;

import city.zhanqiao.city.Outcome;
import city.zhanqiao.city.department.DepartmentCode;
import city.zhanqiao.city.division.DivisionCode;
import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.city.identity.Role;
import city.zhanqiao.web.etag.IfMatch;

import reactor.core.publisher.Mono;

import java.util.function.Predicate;

/**
 * Finds a case for somebody who may know of it. To everybody else it does not exist: the refusal is
 * the same as for an id that was never given.
 */
final class Cases {

    static final DepartmentCode GOVERNMENT = new DepartmentCode("government-office");

    private final Applications applications;

    Cases(Applications applications) {
        this.applications = applications;
    }

    /** A case of an applicant, whoever acts for them; {@link CaseAuthority} has been asked. */
    Mono<Outcome<Application, Refusal>> of(ResidentId applicant, ApplicationId id, IfMatch seen) {
        return find(id, application -> application.facts().resident().equals(applicant))
                .map(outcome -> outcome.then(found -> at(seen, found)));
    }

    Mono<Outcome<Application, Refusal>> ofOffice(Caller.Staff staff, ApplicationId id) {
        return find(id, application -> isBefore(staff, application));
    }

    /** The same, at the version that the caller saw. */
    Mono<Outcome<Application, Refusal>> ofOffice(
            Caller.Staff staff, ApplicationId id, IfMatch seen) {
        return ofOffice(staff, id).map(outcome -> outcome.then(found -> at(seen, found)));
    }

    /**
     * A case that a member of staff may follow without handling it: who took it in at a window for
     * another office, and the government's office, which oversees all.
     */
    Mono<Application> toFollow(Caller.Staff staff, ApplicationId id) {
        return applications
                .find(id)
                .filter(it -> it.receipt().isPresent())
                .filterWhen(it ->
                        oversees(staff, it.facts().district())
                                ? Mono.just(true)
                                : applications.isTakenIn(id, staff.id()));
    }

    /** Whether somebody sees the cases of every department, in the district or in the city. */
    static boolean oversees(Caller.Staff staff) {
        return staff.department().equals(GOVERNMENT)
                && (staff.is(Role.HEAD) || staff.is(Role.SUPERVISOR));
    }

    private static boolean oversees(Caller.Staff staff, DivisionCode district) {
        return oversees(staff) && staff.worksFor(GOVERNMENT, district);
    }

    private Mono<Outcome<Application, Refusal>> find(
            ApplicationId id, Predicate<Application> visible) {
        return applications
                .find(id)
                .filter(visible)
                .<Outcome<Application, Refusal>>map(Outcome::done)
                .defaultIfEmpty(Outcome.refused(new Refusal.NotFound()));
    }

    /** A draft is nobody's business in the office; the government's office extends bundles. */
    private static boolean isBefore(Caller.Staff staff, Application application) {
        Facts facts = application.facts();
        boolean handles = staff.worksFor(facts.department(), facts.district());
        boolean governs =
                facts.kind() == Facts.Kind.BUNDLE
                        && staff.is(Role.HEAD)
                        && staff.worksFor(GOVERNMENT, facts.district());
        return application.receipt().isPresent() && (handles || governs);
    }

    private static Outcome<Application, Refusal> at(IfMatch seen, Application found) {
        return seen.admits(found.facts().version())
                ? Outcome.done(found)
                : Outcome.refused(new Refusal.Stale());
    }
}
