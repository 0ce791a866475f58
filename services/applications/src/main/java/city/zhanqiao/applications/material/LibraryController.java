package city.zhanqiao.applications.material;

import city.zhanqiao.applications.casework.Application;
import city.zhanqiao.applications.casework.ApplicationId;
import city.zhanqiao.applications.casework.CaseAccess;
import city.zhanqiao.applications.material.MaterialViews.LibraryEntry;
import city.zhanqiao.city.IdempotencyKey;
import city.zhanqiao.city.Outcome;
import city.zhanqiao.city.calendar.CityTime;
import city.zhanqiao.city.identity.Access;
import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.city.identity.RealNameLevel;
import city.zhanqiao.city.problem.ProblemException;
import city.zhanqiao.data.audit.AuditLog;
import city.zhanqiao.data.file.FileName;
import city.zhanqiao.data.idempotency.Act;
import city.zhanqiao.data.idempotency.Idempotency;
import city.zhanqiao.web.page.Cursor;
import city.zhanqiao.web.page.Paging;

import io.swagger.v3.oas.annotations.Operation;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

import reactor.core.publisher.Mono;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** A resident's own uploads, to be used again by whoever agreed to that. */
@RestController
class LibraryController {

    private final CaseAccess cases;
    private final Needed needed;
    private final Documents documents;
    private final Reuse reuse;
    private final AuditLog audit;
    private final Idempotency idempotency;
    private final MaterialSettings settings;
    private final InstantSource clock;

    LibraryController(
            CaseAccess cases,
            Needed needed,
            Documents documents,
            Reuse reuse,
            AuditLog audit,
            Idempotency idempotency,
            MaterialSettings settings,
            InstantSource clock) {
        this.cases = cases;
        this.needed = needed;
        this.documents = documents;
        this.reuse = reuse;
        this.audit = audit;
        this.idempotency = idempotency;
        this.settings = settings;
        this.clock = clock;
    }

    @GetMapping("/api/v1/materials")
    @Access(value = Access.By.RESIDENT, level = RealNameLevel.L2)
    @Operation(summary = "My uploads that I may use again, newest first; empty until I agree")
    Mono<Library> list(Paging paging, Caller.Resident resident) {
        return reuse.isAgreed(resident.id())
                .flatMap(agreed ->
                        agreed
                                ? entries(resident, paging)
                                : Mono.just(new Library(false, List.of(), Optional.empty())));
    }

    private Mono<Library> entries(Caller.Resident resident, Paging paging) {
        return documents
                .listReusable(
                        resident.id(),
                        since(),
                        paging.cursor().map(at -> at.uuid(0)),
                        paging.limit())
                .map(MaterialViews::toEntry)
                .collectList()
                .map(found ->
                        new Library(
                                true,
                                found,
                                found.size() < paging.limit()
                                        ? Optional.empty()
                                        : Optional.of(Cursor.of(found.getLast().id()))));
    }

    @PostMapping("/api/v1/applications/{id}/materials/{material}/reuse")
    @Access(value = Access.By.RESIDENT, level = RealNameLevel.L2)
    @Operation(summary = "Use an earlier upload for this case")
    Mono<LibraryEntry> use(
            @PathVariable ApplicationId id,
            @PathVariable String material,
            @Valid @RequestBody ReuseRequest request,
            IdempotencyKey key,
            Caller.Resident resident) {
        return cases.ofResident(resident, id)
                .flatMap(found ->
                        idempotency.<LibraryEntry, ProblemException>once(
                                new Act(
                                        resident,
                                        key,
                                        "use an earlier material for application " + id,
                                        List.of(material, request)),
                                LibraryEntry.class,
                                used(resident, found, material, request.document())
                                        .map(Outcome::done)))
                .map(outcome -> outcome.orElseThrow(told -> told));
    }

    private Mono<LibraryEntry> used(
            Caller.Resident resident, Application seen, String material, UUID earlier) {
        return reuse.isAgreed(resident.id())
                .filter(agreed -> agreed)
                .switchIfEmpty(
                        Mono.error(() -> new ProblemException(MaterialProblem.REUSE_NOT_AGREED)))
                .then(cases.lock(seen.facts().id()))
                .doOnNext(it -> Sending.requireOpen(it, needed.of(it, material)))
                .flatMap(it ->
                        documents
                                .findOwn(earlier, resident.id())
                                .filter(document -> document.content().isPresent())
                                .filter(document -> document.addedAt().isAfter(since()))
                                .switchIfEmpty(Mono.error(MaterialController::absent))
                                .delayUntil(document -> copy(resident, it, material, document)))
                .map(MaterialViews::toEntry);
    }

    private Mono<Void> copy(
            Caller.Resident resident, Application it, String material, Document earlier) {
        return documents
                .put(
                        it.facts().id(),
                        material,
                        it.facts().resident(),
                        earlier.content().orElseThrow().id(),
                        earlier.trust().orElseThrow(),
                        earlier.name().orElse(new FileName(material)),
                        resident.name())
                .then(audit.add(Sending.entry(resident, it, "material.reuse")));
    }

    private Instant since() {
        return CityTime.startOf(CityTime.today(clock).minus(settings.reusableFor()));
    }

    /**
     * A page of the library.
     *
     * @param agreed whether the resident agreed that uploads are used again (consent {@code
     *     material-reuse})
     */
    record Library(boolean agreed, List<LibraryEntry> items, Optional<Cursor> next) {}

    /**
     * What is used again.
     *
     * @param document of the library
     */
    record ReuseRequest(@NotNull UUID document) {}
}
