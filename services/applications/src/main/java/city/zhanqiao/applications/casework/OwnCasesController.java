package city.zhanqiao.applications.casework;

import city.zhanqiao.applications.casework.CaseChanges.ChangePage;
import city.zhanqiao.applications.casework.CaseViews.CaseList;
import city.zhanqiao.applications.casework.CaseViews.CaseView;
import city.zhanqiao.city.Version;
import city.zhanqiao.city.identity.Access;
import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.city.identity.RealNameLevel;
import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.data.audit.AuditEntry;
import city.zhanqiao.data.audit.AuditLog;
import city.zhanqiao.web.etag.Answers;
import city.zhanqiao.web.language.Language;
import city.zhanqiao.web.page.Cursor;
import city.zhanqiao.web.page.Paging;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;

import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import reactor.core.publisher.Mono;

import java.util.Optional;

/** Residents reading their applications, and those that they brought for others. */
@RestController
class OwnCasesController {

    private static final String PATH = "/api/v1/applications";

    private final CaseAuthority authority;
    private final CaseViews views;
    private final CaseChanges changes;
    private final AuditLog audit;

    OwnCasesController(
            CaseAuthority authority, CaseViews views, CaseChanges changes, AuditLog audit) {
        this.authority = authority;
        this.views = views;
        this.changes = changes;
        this.audit = audit;
    }

    @GetMapping(PATH)
    @Access(value = Access.By.RESIDENT, level = RealNameLevel.L2)
    @Operation(summary = "My applications, newest first")
    Mono<CaseList> list(Paging paging, Caller.Resident resident, ServerHttpRequest http) {
        return views.listOf(resident, paging, Language.of(http));
    }

    @GetMapping(PATH + "/changes")
    @Access(value = Access.By.RESIDENT, level = RealNameLevel.L2)
    @Operation(summary = "What changed since a token; everything without one")
    @ApiResponse(responseCode = "200", description = "What changed, and the next token")
    @ApiResponse(responseCode = "410", description = "The token is too old: read everything anew")
    Mono<ChangePage> changes(
            @RequestParam Optional<String> since,
            Caller.Resident resident,
            ServerHttpRequest http) {
        return changes.since(resident.id(), since.map(Cursor::parse), Language.of(http));
    }

    @GetMapping(PATH + "/{id}")
    @Access(value = Access.By.RESIDENT, level = RealNameLevel.L2)
    @Operation(summary = "One application: state, timeline, when it is due")
    Mono<ResponseEntity<CaseView>> one(
            @PathVariable ApplicationId id, Caller.Resident resident, ServerHttpRequest http) {
        return authority
                .on(resident, id)
                .map(found -> found.orElseThrow(RefusalProblems::toProblem))
                .flatMap(found -> noteReading(resident, found).thenReturn(found))
                .flatMap(found -> views.track(found, Language.of(http)))
                .map(view -> Answers.ok(new Version(view.version()), view));
    }

    /** Reading one's own case is nobody's business; reading another's is. */
    private Mono<Void> noteReading(Caller.Resident resident, Application found) {
        ResidentId applicant = found.facts().resident();
        return applicant.equals(resident.id())
                ? Mono.empty()
                : audit.add(
                        AuditEntry.read(
                                        resident,
                                        "application.read",
                                        found.facts().id().toString(),
                                        applicant,
                                        "acting")
                                .forPerson(applicant));
    }
}
