package city.zhanqiao.applications.material;

import city.zhanqiao.applications.casework.Application;
import city.zhanqiao.applications.casework.ApplicationId;
import city.zhanqiao.applications.casework.CaseAccess;
import city.zhanqiao.applications.casework.VisitRecorded;
import city.zhanqiao.applications.casework.Visits;
import city.zhanqiao.applications.item.Material;
import city.zhanqiao.applications.material.MaterialViews.MaterialList;
import city.zhanqiao.city.IdempotencyKey;
import city.zhanqiao.city.Outcome;
import city.zhanqiao.city.identity.Access;
import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.city.identity.Role;
import city.zhanqiao.city.problem.ProblemException;
import city.zhanqiao.data.audit.AuditEntry;
import city.zhanqiao.data.audit.AuditLog;
import city.zhanqiao.data.idempotency.Act;
import city.zhanqiao.data.idempotency.Idempotency;
import city.zhanqiao.web.language.Language;

import io.swagger.v3.oas.annotations.Operation;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import java.util.List;

/** The materials of a case before an office: only those that its own item needs. */
@RestController
class OfficeMaterialController {

    private static final String PATH = "/admin/v1/applications/{id}/materials";

    private final CaseAccess cases;
    private final Needed needed;
    private final Documents documents;
    private final MaterialViews views;
    private final AuditLog audit;
    private final Visits visits;
    private final Idempotency idempotency;

    OfficeMaterialController(
            CaseAccess cases,
            Needed needed,
            Documents documents,
            MaterialViews views,
            AuditLog audit,
            Visits visits,
            Idempotency idempotency) {
        this.cases = cases;
        this.needed = needed;
        this.documents = documents;
        this.views = views;
        this.audit = audit;
        this.visits = visits;
        this.idempotency = idempotency;
    }

    @GetMapping(PATH)
    @Access(
            value = Access.By.STAFF,
            roles = {Role.CLERK, Role.REVIEWER, Role.DECIDER, Role.HEAD, Role.SUPERVISOR},
            reach = Access.Reach.DEPARTMENT_AND_DISTRICT)
    @Operation(summary = "What the case needs and what is there")
    Mono<MaterialList> list(
            @PathVariable ApplicationId id, Caller.Staff staff, ServerHttpRequest http) {
        return cases.ofOffice(staff, id).flatMap(found -> views.of(found, Language.of(http)));
    }

    @GetMapping(value = PATH + "/{material}", produces = MediaType.APPLICATION_OCTET_STREAM_VALUE)
    @Access(
            value = Access.By.STAFF,
            roles = {Role.CLERK, Role.REVIEWER, Role.DECIDER},
            reach = Access.Reach.DEPARTMENT_AND_DISTRICT)
    @Operation(summary = "Download a material; the reading is recorded")
    Mono<ResponseEntity<Flux<DataBuffer>>> download(
            @PathVariable ApplicationId id, @PathVariable String material, Caller.Staff staff) {
        return cases.ofOffice(staff, id)
                .flatMap(found -> document(found, material))
                .flatMap(found -> note(staff, found).thenReturn(found))
                .flatMap(found ->
                        Mono.justOrEmpty(found.content())
                                .map(content -> views.file(found, content)))
                .switchIfEmpty(Mono.error(MaterialController::absent));
    }

    private Mono<Document> document(Application found, String material) {
        Material paper = needed.of(found, material);
        return documents.find(Needed.fileOf(found), paper.code());
    }

    private Mono<Void> note(Caller.Staff staff, Document found) {
        return audit.add(
                AuditEntry.read(
                        staff,
                        "material.read",
                        found.application() + "/" + found.material(),
                        found.resident(),
                        "handling"));
    }

    @PostMapping(PATH + "/{material}/verification")
    @Access(
            value = Access.By.STAFF,
            roles = Role.CLERK,
            reach = Access.Reach.DEPARTMENT_AND_DISTRICT)
    @Operation(summary = "Note that the original was seen at the window")
    Mono<Verified> verify(
            @PathVariable ApplicationId id,
            @PathVariable String material,
            IdempotencyKey key,
            Caller.Staff clerk) {
        return idempotency
                .<Verified, ProblemException>once(
                        new Act(clerk, key, "verify a material of application " + id, material),
                        Verified.class,
                        cases.ofOffice(clerk, id)
                                .flatMap(found -> verified(clerk, found, material))
                                .map(Outcome::done))
                .map(outcome -> outcome.orElseThrow(told -> told));
    }

    private Mono<Verified> verified(Caller.Staff clerk, Application found, String material) {
        Material paper = needed.of(found, material);
        return documents
                .see(
                        Needed.fileOf(found),
                        found.facts().resident(),
                        List.of(paper.code()),
                        clerk.name())
                .then(
                        audit.add(
                                AuditEntry.done(
                                        clerk,
                                        "material.verify",
                                        found.facts().id() + "/" + paper.code(),
                                        found.facts().resident())))
                .then(visits.note(found, clerk, VisitRecorded.Occasion.ORIGINAL))
                .thenReturn(new Verified(paper.code(), Document.Trust.B));
    }

    /** A material whose original was seen. */
    record Verified(String material, Document.Trust trust) {}
}
