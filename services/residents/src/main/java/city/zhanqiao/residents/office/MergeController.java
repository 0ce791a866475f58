package city.zhanqiao.residents.office;

import city.zhanqiao.city.IdempotencyKey;
import city.zhanqiao.city.Outcome;
import city.zhanqiao.city.identity.Access;
import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.city.identity.Role;
import city.zhanqiao.city.problem.ProblemException;
import city.zhanqiao.data.idempotency.Act;
import city.zhanqiao.data.idempotency.Idempotency;
import city.zhanqiao.residents.ResidentsProblem;
import city.zhanqiao.residents.authority.Proof;
import city.zhanqiao.residents.office.MergeFiles.Refusal;

import io.swagger.v3.oas.annotations.Operation;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import reactor.core.publisher.Mono;

import java.util.List;
import java.util.UUID;

/** Double files: one proposes, another decides. */
@RestController
class MergeController {

    private static final String PATH = "/admin/v1/residents/merges";

    private final MergeFiles merge;
    private final Merges merges;
    private final Idempotency idempotency;

    MergeController(MergeFiles merge, Merges merges, Idempotency idempotency) {
        this.merge = merge;
        this.merges = merges;
        this.idempotency = idempotency;
    }

    @GetMapping(PATH)
    @Access(
            value = Access.By.STAFF,
            roles = {Role.CLERK, Role.HEAD},
            reach = Access.Reach.ALL)
    @Operation(summary = "Proposals that wait for a decision; ids only")
    Mono<MergeList> list() {
        return merges.listProposed().collectList().map(MergeList::new);
    }

    @PostMapping(PATH)
    @ResponseStatus(HttpStatus.CREATED)
    @Access(value = Access.By.STAFF, roles = Role.CLERK, reach = Access.Reach.ALL)
    @Operation(summary = "Propose that two files are one person")
    Mono<ResponseEntity<Merge>> propose(
            @Valid @RequestBody MergeRequest request, IdempotencyKey key, Caller.Staff clerk) {
        return idempotency
                .once(
                        new Act(clerk, key, "propose a merge", request),
                        Merge.class,
                        merge.propose(
                                clerk,
                                request.keep(),
                                request.giveUp(),
                                request.reason(),
                                request.proof()))
                .map(outcome -> ResponseEntity.status(HttpStatus.CREATED).body(orProblem(outcome)));
    }

    @PostMapping(PATH + "/{id}/decision")
    @Access(value = Access.By.STAFF, roles = Role.HEAD, reach = Access.Reach.ALL)
    @Operation(summary = "Approve or refuse a merge that somebody else proposed")
    Mono<Merge> decide(
            @PathVariable UUID id,
            @Valid @RequestBody MergeDecisionRequest request,
            IdempotencyKey key,
            Caller.Staff head) {
        return idempotency
                .once(
                        new Act(head, key, "decide merge " + id, request),
                        Merge.class,
                        switch (request.decision()) {
                            case APPROVE -> merge.approve(head, id);
                            case REFUSE -> merge.refuse(head, id);
                        })
                .map(MergeController::orProblem);
    }

    private static Merge orProblem(Outcome<Merge, Refusal> outcome) {
        return outcome.orElseThrow(refusal ->
                new ProblemException(
                        switch (refusal) {
                            case Refusal.SameFile no -> ResidentsProblem.MERGE_SAME_FILE;
                            case Refusal.NotFound no -> ResidentsProblem.RESIDENT_NOT_FOUND;
                            case Refusal.AlreadyProposed no -> ResidentsProblem.MERGE_PROPOSED;
                            case Refusal.SameClerk no -> ResidentsProblem.MERGE_SAME_CLERK;
                            case Refusal.Decided no -> ResidentsProblem.MERGE_DECIDED;
                            case Refusal.TwoPeople no -> ResidentsProblem.MERGE_TWO_PEOPLE;
                        }));
    }

    /**
     * A proposal.
     *
     * @param keep id of the file that goes on
     * @param giveUp id of the file that ends
     */
    record MergeRequest(
            @NotNull ResidentId keep,
            @NotNull ResidentId giveUp,
            @NotBlank @Size(max = 500) String reason,
            @NotNull @Valid Proof proof) {}

    /** What the head decides. */
    record MergeDecisionRequest(@NotNull Decision decision) {
        /** Ways to decide. */
        enum Decision {
            APPROVE,
            REFUSE
        }
    }

    /** Proposals. */
    record MergeList(List<Merge> items) {}
}
