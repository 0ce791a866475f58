package city.zhanqiao.applications.casework;

import city.zhanqiao.city.identity.Caller;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import tools.jackson.databind.JsonNode;

/**
 * How the other features of this service come to a case. Whoever may not know of it is told the
 * same as for an id that was never given.
 */
public final class CaseAccess {

    private final Applications applications;
    private final Cases cases;
    private final CaseAuthority authority;

    CaseAccess(Applications applications, Cases cases, CaseAuthority authority) {
        this.applications = applications;
        this.cases = cases;
        this.authority = authority;
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

    /** What was filled in, in clear. */
    public Mono<JsonNode> formOf(ApplicationId id) {
        return applications.findForm(id);
    }
}
