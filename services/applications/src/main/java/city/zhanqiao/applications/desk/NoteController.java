package city.zhanqiao.applications.desk;

import city.zhanqiao.applications.casework.ApplicationId;
import city.zhanqiao.applications.casework.CaseAccess;
import city.zhanqiao.applications.desk.Notes.Note;
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

import io.swagger.v3.oas.annotations.Operation;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import reactor.core.publisher.Mono;

import java.util.List;

/** Internal notes on a case. */
@RestController
class NoteController {

    private static final String PATH = "/admin/v1/applications/{id}/notes";

    private final CaseAccess cases;
    private final Notes notes;
    private final AuditLog audit;
    private final Idempotency idempotency;

    NoteController(CaseAccess cases, Notes notes, AuditLog audit, Idempotency idempotency) {
        this.cases = cases;
        this.notes = notes;
        this.audit = audit;
        this.idempotency = idempotency;
    }

    @GetMapping(PATH)
    @Access(
            value = Access.By.STAFF,
            roles = {Role.CLERK, Role.REVIEWER, Role.DECIDER, Role.HEAD, Role.SUPERVISOR},
            reach = Access.Reach.DEPARTMENT_AND_DISTRICT)
    @Operation(summary = "What colleagues noted on the case; the applicant does not see it")
    Mono<NoteList> list(@PathVariable ApplicationId id, Caller.Staff staff) {
        return cases.ofOffice(staff, id)
                .flatMap(found -> notes.listOf(id).collectList())
                .map(NoteList::new);
    }

    @PostMapping(PATH)
    @ResponseStatus(HttpStatus.CREATED)
    @Access(
            value = Access.By.STAFF,
            roles = {Role.CLERK, Role.REVIEWER, Role.DECIDER, Role.HEAD},
            reach = Access.Reach.DEPARTMENT_AND_DISTRICT)
    @Operation(summary = "Note something for colleagues; a note is never changed")
    Mono<Note> add(
            @PathVariable ApplicationId id,
            @Valid @RequestBody NoteRequest request,
            IdempotencyKey key,
            Caller.Staff staff) {
        return idempotency
                .<Note, ProblemException>once(
                        new Act(staff, key, "note on application " + id, request),
                        Note.class,
                        cases.ofOffice(staff, id)
                                .flatMap(found ->
                                        notes.add(id, staff, request.text())
                                                .delayUntil(note ->
                                                        audit.add(
                                                                AuditEntry.done(
                                                                        staff,
                                                                        "application.note",
                                                                        id.toString(),
                                                                        found.facts().resident()))))
                                .map(Outcome::done))
                .map(outcome -> outcome.orElseThrow(told -> told));
    }

    record NoteList(List<Note> items) {}

    /** What is noted. */
    record NoteRequest(@NotBlank @Size(max = 2000) String text) {
        /** Hides the words from logs. */
        @Override
        public String toString() {
            return "NoteRequest[hidden]";
        }
    }
}
