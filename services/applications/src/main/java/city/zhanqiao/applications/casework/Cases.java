package city.zhanqiao.applications.casework;

import city.zhanqiao.applications.casework.Application.Draft;
import city.zhanqiao.city.Outcome;
import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.web.etag.IfMatch;

import reactor.core.publisher.Mono;

import java.util.function.Predicate;

/**
 * Finds a case for somebody who may know of it. To everybody else it does not exist: the refusal is
 * the same as for an id that was never given.
 */
final class Cases {

    private final Applications applications;

    Cases(Applications applications) {
        this.applications = applications;
    }

    Mono<Outcome<Application, Refusal>> ofResident(Caller.Resident resident, ApplicationId id) {
        return find(id, application -> application.facts().resident().equals(resident.id()));
    }

    Mono<Outcome<Application, Refusal>> ofOffice(Caller.Staff staff, ApplicationId id) {
        return find(id, application -> isBefore(staff, application));
    }

    /** The same, at the version that the caller saw. */
    Mono<Outcome<Application, Refusal>> ofOffice(
            Caller.Staff staff, ApplicationId id, IfMatch seen) {
        return ofOffice(staff, id).map(outcome -> outcome.then(found -> at(seen, found)));
    }

    /** A resident's own draft, at the version that the resident saw. */
    Mono<Outcome<Draft, Refusal>> draftOf(
            Caller.Resident resident, ApplicationId id, IfMatch seen) {
        return ofResident(resident, id)
                .map(outcome -> outcome.then(found -> at(seen, found)).then(Cases::draft));
    }

    private Mono<Outcome<Application, Refusal>> find(
            ApplicationId id, Predicate<Application> visible) {
        return applications
                .find(id)
                .filter(visible)
                .<Outcome<Application, Refusal>>map(Outcome::done)
                .defaultIfEmpty(Outcome.refused(new Refusal.NotFound()));
    }

    private static boolean isBefore(Caller.Staff staff, Application application) {
        Facts facts = application.facts();
        return !(application instanceof Draft)
                && staff.worksFor(facts.department(), facts.district());
    }

    private static Outcome<Application, Refusal> at(IfMatch seen, Application found) {
        return seen.admits(found.facts().version())
                ? Outcome.done(found)
                : Outcome.refused(new Refusal.Stale());
    }

    private static Outcome<Draft, Refusal> draft(Application found) {
        return found instanceof Draft draft
                ? Outcome.done(draft)
                : Outcome.refused(new Refusal.WrongState(found.state()));
    }
}
