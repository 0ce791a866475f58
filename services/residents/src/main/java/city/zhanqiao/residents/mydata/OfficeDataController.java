package city.zhanqiao.residents.mydata;

import city.zhanqiao.city.IdempotencyKey;
import city.zhanqiao.city.Outcome;
import city.zhanqiao.city.identity.Access;
import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.city.identity.Role;
import city.zhanqiao.data.Outcomes;
import city.zhanqiao.data.audit.AuditEntry;
import city.zhanqiao.data.audit.AuditLog;
import city.zhanqiao.data.idempotency.Act;
import city.zhanqiao.data.idempotency.Idempotency;
import city.zhanqiao.residents.authority.Proof;
import city.zhanqiao.residents.mydata.RequestViews.RequestView;
import city.zhanqiao.residents.profile.Document;
import city.zhanqiao.web.language.Language;

import io.swagger.v3.oas.annotations.Operation;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import reactor.core.publisher.Mono;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Corrections before staff. */
@RestController
class OfficeDataController {

    private static final String PATH = "/admin/v1/residents/data-requests";

    private final DataRequests requests;
    private final Decide decide;
    private final Relatives relatives;
    private final Idempotency idempotency;
    private final AuditLog audit;

    OfficeDataController(
            DataRequests requests,
            Decide decide,
            Relatives relatives,
            Idempotency idempotency,
            AuditLog audit) {
        this.requests = requests;
        this.decide = decide;
        this.relatives = relatives;
        this.idempotency = idempotency;
        this.audit = audit;
    }

    /** Says who asks for what, but not the value. */
    @GetMapping(PATH)
    @Access(
            value = Access.By.STAFF,
            roles = {Role.CLERK, Role.HEAD},
            reach = Access.Reach.ALL)
    @Operation(summary = "Corrections to decide, oldest first")
    Mono<OpenList> list() {
        return requests.listOpen()
                .map(request -> RequestViews.toView(request))
                .collectList()
                .map(OpenList::new);
    }

    @GetMapping(PATH + "/{id}")
    @Access(
            value = Access.By.STAFF,
            roles = {Role.CLERK, Role.HEAD},
            reach = Access.Reach.ALL)
    @Operation(summary = "One correction with the value asked for; the reading is recorded")
    Mono<CorrectionView> one(@PathVariable UUID id, Caller.Staff clerk, ServerHttpRequest http) {
        return requests.find(id)
                .filter(request -> request.kind() == DataRequest.Kind.CORRECTION)
                .switchIfEmpty(
                        Mono.error(() ->
                                RefusalProblems.toProblem(
                                        new Refusal.NotFound(), Language.of(http))))
                .flatMap(request ->
                        audit.add(
                                        AuditEntry.read(
                                                clerk,
                                                "data-request.read",
                                                id.toString(),
                                                request.resident(),
                                                "correction"))
                                .then(requests.findValue(id))
                                .map(value ->
                                        new CorrectionView(RequestViews.toView(request), value)));
    }

    @PostMapping(PATH)
    @ResponseStatus(HttpStatus.CREATED)
    @Access(value = Access.By.STAFF, roles = Role.CLERK, reach = Access.Reach.ALL)
    @Operation(summary = "A copy of a deceased person's data for a near relative, with the proof")
    Mono<RequestView> forRelative(
            @Valid @RequestBody RelativeRequest request,
            IdempotencyKey key,
            Caller.Staff clerk,
            ServerHttpRequest http) {
        return idempotency
                .once(
                        new Act(clerk, key, "ask for a relative", request),
                        RequestView.class,
                        relatives
                                .ask(clerk, request.deceased(), request.relative(), request.proof())
                                .map(done -> done.map(made -> RequestViews.toView(made))))
                .map(outcome ->
                        outcome.orElseThrow(
                                no -> RefusalProblems.toProblem(no, Language.of(http))));
    }

    @PostMapping(PATH + "/{id}/decision")
    @Access(
            value = Access.By.STAFF,
            roles = {Role.CLERK, Role.HEAD},
            reach = Access.Reach.ALL)
    @Operation(summary = "Carry the correction out, or refuse it with the reason")
    Mono<RequestView> decide(
            @PathVariable UUID id,
            @Valid @RequestBody CorrectionDecisionRequest request,
            IdempotencyKey key,
            Caller.Staff clerk,
            ServerHttpRequest http) {
        return idempotency
                .once(
                        new Act(clerk, key, "decide data request " + id, request),
                        RequestView.class,
                        work(id, request, clerk)
                                .map(done -> done.map(decided -> RequestViews.toView(decided))))
                .map(outcome ->
                        outcome.orElseThrow(
                                no -> RefusalProblems.toProblem(no, Language.of(http))));
    }

    private Mono<Outcome<DataRequest, Refusal>> work(
            UUID id, CorrectionDecisionRequest request, Caller.Staff clerk) {
        return switch (request.decision()) {
            case CARRY_OUT -> decide.carryOut(clerk, id);
            case REFUSE ->
                    Mono.fromSupplier(request::reasonOrRefusal)
                            .flatMap(Outcomes.then(reason -> decide.refuse(clerk, id, reason)));
        };
    }

    /**
     * A relative at the window.
     *
     * @param relative who will see the copy under their own log-in
     */
    record RelativeRequest(
            @NotNull @Valid Document deceased,
            @NotNull @Valid Document relative,
            @NotNull @Valid Proof proof) {}

    /** What staff decide. */
    record CorrectionDecisionRequest(
            @NotNull Decision decision, Optional<@Size(max = 500) String> reason) {

        /** Ways to decide. */
        enum Decision {
            CARRY_OUT,
            REFUSE
        }

        Outcome<String, Refusal> reasonOrRefusal() {
            return reason.filter(text -> !text.isBlank())
                    .map(Outcome::<String, Refusal>done)
                    .orElseGet(() -> Outcome.refused(new Refusal.ReasonMissing()));
        }
    }

    /** Requests that wait. */
    record OpenList(List<RequestView> items) {}

    /** A correction with its value in clear. */
    record CorrectionView(RequestView request, String value) {
        /** Hides the person from logs. */
        @Override
        public String toString() {
            return "CorrectionView[" + request.id() + "]";
        }
    }
}
