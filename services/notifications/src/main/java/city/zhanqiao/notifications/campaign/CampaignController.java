package city.zhanqiao.notifications.campaign;

import city.zhanqiao.city.IdempotencyKey;
import city.zhanqiao.city.Outcome;
import city.zhanqiao.city.Version;
import city.zhanqiao.city.identity.Access;
import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.city.identity.Role;
import city.zhanqiao.city.problem.FieldFault;
import city.zhanqiao.city.problem.ProblemException;
import city.zhanqiao.data.database.Transactions;
import city.zhanqiao.data.idempotency.Act;
import city.zhanqiao.data.idempotency.Idempotency;
import city.zhanqiao.notifications.NotificationsProblem;
import city.zhanqiao.notifications.campaign.CampaignDesk.Refusal;
import city.zhanqiao.notifications.delivery.Proof;
import city.zhanqiao.web.etag.Answers;
import city.zhanqiao.web.page.Cursor;
import city.zhanqiao.web.page.Paging;

import io.swagger.v3.oas.annotations.Operation;

import jakarta.validation.Valid;

import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

import reactor.core.publisher.Mono;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Campaigns for staff: propose, approve, watch, stop. */
@RestController
class CampaignController {

    private static final String PATH = "/admin/v1/campaigns";

    private final CampaignDesk desk;
    private final Proof proof;
    private final Idempotency idempotency;
    private final Transactions transactions;

    CampaignController(
            CampaignDesk desk, Proof proof, Idempotency idempotency, Transactions transactions) {
        this.transactions = transactions;
        this.desk = desk;
        this.proof = proof;
        this.idempotency = idempotency;
    }

    @PostMapping(PATH)
    @Access(value = Access.By.STAFF, roles = Role.PUBLISHER, reach = Access.Reach.ALL)
    @Operation(summary = "Tell many something; an emergency waits for a second person's approval")
    Mono<ResponseEntity<CampaignView>> propose(
            @Valid @RequestBody Proposal proposal, IdempotencyKey key, Caller.Staff proposer) {
        return once(
                        new Act(proposer, key, "propose a campaign", proposal),
                        desk.propose(proposer, proposal))
                .map(view ->
                        Answers.created(
                                URI.create(PATH + "/" + view.id()),
                                new Version(view.version()),
                                view));
    }

    @PostMapping(PATH + "/{id}/approval")
    @Access(value = Access.By.STAFF, roles = Role.PUBLISHER, reach = Access.Reach.ALL)
    @Operation(summary = "Let an emergency run; never by its proposer")
    Mono<ResponseEntity<CampaignView>> approve(
            @PathVariable UUID id, IdempotencyKey key, Caller.Staff approver) {
        return once(
                        new Act(approver, key, "approve campaign " + id, ""),
                        desk.approve(approver, id))
                .map(CampaignController::toAnswer);
    }

    @DeleteMapping(PATH + "/{id}")
    @Access(value = Access.By.STAFF, roles = Role.PUBLISHER, reach = Access.Reach.ALL)
    @Operation(summary = "Stop it: out of all inboxes and to no further device")
    Mono<ResponseEntity<CampaignView>> cancel(@PathVariable UUID id, Caller.Staff staff) {
        return transactions
                .act(desk.cancel(staff, id))
                .map(outcome -> outcome.orElseThrow(CampaignController::toProblem))
                .map(campaign -> toAnswer(CampaignView.of(campaign)));
    }

    @GetMapping(PATH)
    @Access(
            value = Access.By.STAFF,
            roles = {Role.PUBLISHER, Role.SUPERVISOR},
            reach = Access.Reach.ALL)
    @Operation(summary = "Campaigns, newest first")
    Mono<CampaignList> list(Paging paging, Caller.Staff staff) {
        return desk.list(paging.cursor().map(at -> at.uuid(0)), paging.limit())
                .map(CampaignView::of)
                .collectList()
                .map(items -> toList(items, paging));
    }

    @GetMapping(PATH + "/{id}")
    @Access(
            value = Access.By.STAFF,
            roles = {Role.PUBLISHER, Role.SUPERVISOR},
            reach = Access.Reach.ALL)
    @Operation(summary = "How far a campaign is and what came of it, by push service and outcome")
    Mono<CampaignResult> one(@PathVariable UUID id, Caller.Staff staff) {
        return desk.find(id)
                .switchIfEmpty(Mono.error(() -> toProblem(new Refusal.NotFound())))
                .flatMap(campaign ->
                        Mono.justOrEmpty(campaign.broadcast())
                                .flatMapMany(proof::outcomes)
                                .collectList()
                                .map(outcomes ->
                                        new CampaignResult(
                                                CampaignView.of(campaign),
                                                Proof.Progress.of(outcomes),
                                                outcomes)));
    }

    private Mono<CampaignView> once(Act act, Mono<Outcome<Campaign, Refusal>> work) {
        return idempotency
                .once(act, CampaignView.class, work.map(done -> done.map(CampaignView::of)))
                .map(outcome -> outcome.orElseThrow(CampaignController::toProblem));
    }

    private static ProblemException toProblem(Refusal refusal) {
        return switch (refusal) {
            case Refusal.NotFound none ->
                    new ProblemException(NotificationsProblem.CAMPAIGN_NOT_FOUND);
            case Refusal.UnknownDivision(String code) ->
                    new ProblemException(NotificationsProblem.AUDIENCE_UNKNOWN, code)
                            .withFaults(List.of(new FieldFault("/divisions", "invalid", "")));
            case Refusal.Over over ->
                    new ProblemException(NotificationsProblem.VALIDITY_IS_OVER)
                            .withFaults(List.of(new FieldFault("/validUntil", "invalid", "")));
            case Refusal.SecondPerson same ->
                    new ProblemException(NotificationsProblem.NEEDS_A_SECOND_PERSON);
            case Refusal.InState(Campaign.State state) ->
                    new ProblemException(NotificationsProblem.CAMPAIGN_STATE_FORBIDS, state);
        };
    }

    private static ResponseEntity<CampaignView> toAnswer(CampaignView view) {
        return Answers.ok(new Version(view.version()), view);
    }

    private static CampaignList toList(List<CampaignView> items, Paging paging) {
        return new CampaignList(
                items,
                items.size() < paging.limit()
                        ? Optional.empty()
                        : Optional.of(Cursor.of(items.getLast().id())));
    }

    record CampaignList(List<CampaignView> items, Optional<Cursor> next) {}

    /**
     * A campaign.
     *
     * @param message for {@code /admin/v1/deliveries?message=}; absent until it runs
     * @param proposal absent for a notice, which its own desk approved
     * @param residents looked at so far
     * @param devices looked at so far
     */
    record CampaignView(
            UUID id,
            long version,
            Campaign.State state,
            boolean emergency,
            Optional<UUID> message,
            Optional<Proposal> proposal,
            Optional<String> proposer,
            Optional<String> approver,
            Instant createdAt,
            Optional<Instant> startedAt,
            Optional<Instant> endedAt,
            long residents,
            long devices) {

        static CampaignView of(Campaign campaign) {
            return new CampaignView(
                    campaign.id(),
                    campaign.version(),
                    campaign.state(),
                    campaign.emergency(),
                    campaign.broadcast(),
                    campaign.proposal(),
                    campaign.proposer(),
                    campaign.approver(),
                    campaign.createdAt(),
                    campaign.startedAt(),
                    campaign.endedAt(),
                    campaign.residents(),
                    campaign.devices());
        }
    }

    /** A campaign with what came of it. */
    record CampaignResult(
            CampaignView campaign, Proof.Progress progress, List<Proof.Count> outcomes) {}
}
