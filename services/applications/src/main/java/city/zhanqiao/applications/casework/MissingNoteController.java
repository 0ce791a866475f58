package city.zhanqiao.applications.casework;

import city.zhanqiao.applications.casework.CaseFile.Gap;
import city.zhanqiao.applications.casework.IntakeController.Missing;
import city.zhanqiao.city.IdempotencyKey;
import city.zhanqiao.city.identity.Access;
import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.city.identity.Role;
import city.zhanqiao.data.Outcomes;
import city.zhanqiao.data.idempotency.Act;
import city.zhanqiao.data.idempotency.Idempotency;

import io.swagger.v3.oas.annotations.Operation;

import jakarta.validation.Valid;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import reactor.core.publisher.Mono;

import java.util.List;

/** What departments miss in a bundle before it is accepted, for the one notice of everything. */
@RestController
class MissingNoteController {

    private static final String PATH = "/admin/v1/applications/{id}/missing-notes";

    private final Cases cases;
    private final MissingNotes notes;
    private final Idempotency idempotency;

    MissingNoteController(Cases cases, MissingNotes notes, Idempotency idempotency) {
        this.cases = cases;
        this.notes = notes;
        this.idempotency = idempotency;
    }

    @PostMapping(PATH)
    @ResponseStatus(HttpStatus.CREATED)
    @Access(
            value = Access.By.STAFF,
            roles = {Role.CLERK, Role.REVIEWER},
            reach = Access.Reach.DEPARTMENT_AND_DISTRICT)
    @Operation(
            summary = "Note what the own member of a bundle misses, until the bundle is accepted",
            description = "The lead department tells it with everything else, in one notice.")
    Mono<Gap> note(
            @PathVariable ApplicationId id,
            @Valid @RequestBody Missing missing,
            IdempotencyKey key,
            Caller.Staff staff) {
        return idempotency
                .once(
                        new Act(staff, key, "note what application " + id + " misses", missing),
                        Gap.class,
                        cases.ofOffice(staff, id)
                                .flatMap(
                                        Outcomes.then(found ->
                                                notes.note(
                                                        staff,
                                                        found,
                                                        missing.toGap(staff.department())))))
                .map(outcome -> outcome.orElseThrow(RefusalProblems::toProblem));
    }

    @GetMapping(PATH)
    @Access(
            value = Access.By.STAFF,
            roles = {Role.CLERK, Role.REVIEWER, Role.HEAD},
            reach = Access.Reach.DEPARTMENT_AND_DISTRICT)
    @Operation(summary = "What the departments of a bundle have noted as missing")
    Mono<GapList> list(@PathVariable ApplicationId id, Caller.Staff staff) {
        return cases.ofOffice(staff, id)
                .map(found -> found.orElseThrow(RefusalProblems::toProblem))
                .flatMap(found -> notes.listOf(found.facts().id()).collectList())
                .map(GapList::new);
    }

    record GapList(List<Gap> items) {}
}
