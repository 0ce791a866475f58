package city.zhanqiao.applications.voucher;

import city.zhanqiao.applications.casework.Application;
import city.zhanqiao.applications.casework.ApplicationId;
import city.zhanqiao.applications.casework.CaseAccess;
import city.zhanqiao.applications.casework.Receipt;
import city.zhanqiao.city.IdempotencyKey;
import city.zhanqiao.city.Outcome;
import city.zhanqiao.city.identity.Access;
import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.city.identity.Role;
import city.zhanqiao.city.problem.ProblemException;
import city.zhanqiao.data.audit.AuditEntry;
import city.zhanqiao.data.audit.AuditLog;
import city.zhanqiao.data.event.EventLog;
import city.zhanqiao.data.idempotency.Act;
import city.zhanqiao.data.idempotency.Idempotency;

import io.swagger.v3.oas.annotations.Operation;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

import reactor.core.publisher.Mono;

/** Takes back a result that should not have been given (行政许可法 §69). */
@RestController
class RevocationController {

    private final CaseAccess cases;
    private final Vouchers vouchers;
    private final AuditLog audit;
    private final EventLog events;
    private final Idempotency idempotency;

    RevocationController(
            CaseAccess cases,
            Vouchers vouchers,
            AuditLog audit,
            EventLog events,
            Idempotency idempotency) {
        this.cases = cases;
        this.vouchers = vouchers;
        this.audit = audit;
        this.events = events;
        this.idempotency = idempotency;
    }

    @PostMapping("/admin/v1/applications/{id}/result-revocation")
    @Access(
            value = Access.By.STAFF,
            roles = {Role.HEAD, Role.SUPERVISOR},
            reach = Access.Reach.DEPARTMENT_AND_DISTRICT)
    @Operation(summary = "Revoke the result, with the reason; never by who decided the case")
    Mono<Revoked> revoke(
            @PathVariable ApplicationId id,
            @Valid @RequestBody RevocationRequest request,
            IdempotencyKey key,
            Caller.Staff staff) {
        return idempotency
                .<Revoked, ProblemException>once(
                        new Act(staff, key, "revoke the result of application " + id, request),
                        Revoked.class,
                        cases.ofOffice(staff, id)
                                .flatMap(found -> revoked(staff, found, request.reason()))
                                .map(Outcome::done))
                .map(outcome -> outcome.orElseThrow(told -> told));
    }

    private Mono<Revoked> revoked(Caller.Staff staff, Application it, String reason) {
        if (it.officers().decider().filter(staff.id()::equals).isPresent()) {
            return Mono.error(new ProblemException(VoucherProblem.DECIDER_MAY_NOT_REVOKE));
        }
        return vouchers.revokeResult(it.facts().id(), staff.id(), reason)
                .filter(done -> done)
                .switchIfEmpty(absent(it))
                .then(
                        audit.add(
                                AuditEntry.done(
                                        staff,
                                        "result.revoke",
                                        it.facts().id().toString(),
                                        it.facts().resident())))
                .then(
                        events.append(
                                new ResultRevoked(
                                        it.facts().id(),
                                        it.facts().resident(),
                                        it.facts().item(),
                                        it.receipt().map(Receipt::number).orElseThrow(),
                                        it.facts().district(),
                                        it.facts().department())))
                .thenReturn(new Revoked(it.facts().id()));
    }

    private Mono<Boolean> absent(Application it) {
        return Mono.error(() ->
                new ProblemException(
                        it.result().isPresent()
                                ? VoucherProblem.RESULT_REVOKED
                                : VoucherProblem.RESULT_NOT_FOUND));
    }

    /** A case whose result no longer holds. */
    record Revoked(ApplicationId id) {}

    /** Why, as the holder is told. */
    record RevocationRequest(@NotBlank @Size(max = 1000) String reason) {}
}
