package city.zhanqiao.applications.casework;

import city.zhanqiao.applications.casework.CaseFile.Gap;
import city.zhanqiao.applications.casework.CaseFile.Rejection;
import city.zhanqiao.applications.casework.CaseRecord.Moved;
import city.zhanqiao.city.IdempotencyKey;
import city.zhanqiao.city.department.DepartmentCode;
import city.zhanqiao.city.division.DivisionCode;
import city.zhanqiao.city.identity.Access;
import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.city.identity.Role;
import city.zhanqiao.city.problem.FieldFault;
import city.zhanqiao.city.problem.ProblemException;
import city.zhanqiao.web.etag.IfMatch;
import city.zhanqiao.web.problem.CommonProblem;

import io.swagger.v3.oas.annotations.Operation;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

import reactor.core.publisher.Mono;

import java.util.List;
import java.util.Optional;

/** What the intake of an office does: correction, acceptance, non-acceptance, transfer. */
@RestController
class IntakeController {

    private static final String PATH = "/admin/v1/applications";

    private final OfficeActs acts;
    private final Handle handle;
    private final MissingNotes missing;

    IntakeController(OfficeActs acts, Handle handle, MissingNotes missing) {
        this.acts = acts;
        this.handle = handle;
        this.missing = missing;
    }

    @PostMapping(PATH + "/{id}/acceptance")
    @Access(
            value = Access.By.STAFF,
            roles = Role.CLERK,
            reach = Access.Reach.DEPARTMENT_AND_DISTRICT)
    @Operation(summary = "Accept the case; the promise begins to run")
    Mono<ResponseEntity<Moved>> accept(
            @PathVariable ApplicationId id, IfMatch seen, IdempotencyKey key, Caller.Staff staff) {
        return acts.act(staff, key, "accept", "", id, seen, found -> handle.accept(staff, found));
    }

    @PostMapping(PATH + "/{id}/correction-request")
    @Access(
            value = Access.By.STAFF,
            roles = Role.CLERK,
            reach = Access.Reach.DEPARTMENT_AND_DISTRICT)
    @Operation(
            summary = "Tell everything that is missing, once, within five working days",
            description = "For a bundle, with what its departments have noted as missing.")
    Mono<ResponseEntity<Moved>> requestCorrection(
            @PathVariable ApplicationId id,
            @Valid @RequestBody CorrectionRequest request,
            IfMatch seen,
            IdempotencyKey key,
            Caller.Staff staff) {
        return acts.act(
                staff,
                key,
                "request a correction of",
                request,
                id,
                seen,
                found ->
                        missing.merged(found, request.gaps(staff.department()))
                                .doOnNext(IntakeController::requireSome)
                                .flatMap(gaps -> handle.requestCorrection(staff, found, gaps)));
    }

    @PostMapping(PATH + "/{id}/rejection")
    @Access(
            value = Access.By.STAFF,
            roles = Role.CLERK,
            reach = Access.Reach.DEPARTMENT_AND_DISTRICT)
    @Operation(summary = "Do not accept the case; with the reason and the right agency")
    Mono<ResponseEntity<Moved>> reject(
            @PathVariable ApplicationId id,
            @Valid @RequestBody RejectionRequest request,
            IfMatch seen,
            IdempotencyKey key,
            Caller.Staff staff) {
        return acts.act(
                staff,
                key,
                "reject",
                request,
                id,
                seen,
                found -> handle.notAccept(staff, found, request.toRejection()));
    }

    @PostMapping(PATH + "/{id}/transfer")
    @Access(
            value = Access.By.STAFF,
            roles = {Role.CLERK, Role.REVIEWER},
            reach = Access.Reach.DEPARTMENT_AND_DISTRICT)
    @Operation(summary = "Hand the case to the competent department or district; the clocks run on")
    Mono<ResponseEntity<Moved>> transfer(
            @PathVariable ApplicationId id,
            @Valid @RequestBody TransferRequest request,
            IfMatch seen,
            IdempotencyKey key,
            Caller.Staff staff) {
        return acts.act(
                staff,
                key,
                "transfer",
                request,
                id,
                seen,
                found ->
                        handle.transfer(
                                staff,
                                found,
                                request.department().map(DepartmentCode::new),
                                request.division().map(DivisionCode::new)));
    }

    private static void requireSome(List<Gap> gaps) {
        if (gaps.isEmpty()) {
            throw new ProblemException(CommonProblem.INVALID_CONTENT)
                    .withFaults(List.of(new FieldFault("/missing", "required", "")));
        }
    }

    /** Everything that is missing; may be empty where other departments have noted something. */
    record CorrectionRequest(@NotNull @Size(max = 50) List<@Valid Missing> missing) {
        List<Gap> gaps(DepartmentCode department) {
            return missing.stream().map(one -> one.toGap(department)).toList();
        }
    }

    /**
     * One thing missing.
     *
     * @param about a question of the form or the code of a paper
     */
    record Missing(@NotBlank @Size(max = 60) String about, @NotBlank @Size(max = 500) String what) {
        Gap toGap(DepartmentCode department) {
            return new Gap(about, what, department);
        }
    }

    /**
     * Why the case is not accepted.
     *
     * @param agency the right one, needed where it is not this one's power
     */
    record RejectionRequest(
            @NotNull Rejection.Code code,
            @NotBlank @Size(max = 1000) String reason,
            Optional<@Pattern(regexp = "[a-z][a-z0-9-]{1,40}") String> agency) {
        Rejection toRejection() {
            return new Rejection(code, reason, agency.map(DepartmentCode::new));
        }
    }

    /**
     * Where the case goes.
     *
     * @param department the competent one; the same, if left out
     * @param division where the matter lies; the same, if left out
     */
    record TransferRequest(
            Optional<@Pattern(regexp = "[a-z][a-z0-9-]{1,40}") String> department,
            Optional<@Pattern(regexp = "\\d{6}|\\d{12}") String> division) {}
}
