package city.zhanqiao.notices.notice;

import city.zhanqiao.city.IdempotencyKey;
import city.zhanqiao.city.Outcome;
import city.zhanqiao.city.identity.Access;
import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.city.identity.Role;
import city.zhanqiao.data.database.Transactions;
import city.zhanqiao.data.idempotency.Act;
import city.zhanqiao.data.idempotency.Idempotency;
import city.zhanqiao.notices.notice.ContentRequest.WithdrawalRequest;
import city.zhanqiao.web.etag.Answers;
import city.zhanqiao.web.etag.IfMatch;
import city.zhanqiao.web.page.Cursor;
import city.zhanqiao.web.page.Paging;

import io.swagger.v3.oas.annotations.Operation;

import jakarta.validation.Valid;

import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import reactor.core.publisher.Mono;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The publishers' desk: writing, a second pair of eyes, publication, withdrawal. */
@RestController
class NoticeOfficeController {

    private static final String PATH = "/admin/v1/notices";

    private final Desk desk;
    private final Notices notices;
    private final Idempotency idempotency;
    private final Transactions transactions;

    NoticeOfficeController(
            Desk desk, Notices notices, Idempotency idempotency, Transactions transactions) {
        this.desk = desk;
        this.notices = notices;
        this.idempotency = idempotency;
        this.transactions = transactions;
    }

    @PostMapping(PATH)
    @ResponseStatus(HttpStatus.CREATED)
    @Access(value = Access.By.STAFF, roles = Role.PUBLISHER, reach = Access.Reach.ALL)
    @Operation(summary = "Begin a notice as a draft")
    Mono<ResponseEntity<OfficeNotice>> begin(
            @Valid @RequestBody ContentRequest request, IdempotencyKey key, Caller.Staff writer) {
        return idempotency
                .once(
                        new Act(writer, key, "begin a notice", request),
                        OfficeNotice.class,
                        desk.begin(writer, request.toContent(), request.files())
                                .map(outcome -> outcome.map(OfficeNotice::of)))
                .map(outcome -> outcome.orElseThrow(RefusalProblems::toProblem))
                .map(made ->
                        Answers.created(
                                URI.create(PATH + "/" + made.id()), made.versionNumber(), made));
    }

    @GetMapping(PATH)
    @Access(
            value = Access.By.STAFF,
            roles = {Role.PUBLISHER, Role.SUPERVISOR},
            reach = Access.Reach.ALL)
    @Operation(summary = "Drafts, what waits for review or its hour, and what is or was public")
    Mono<OfficeNoticeList> list(
            @RequestParam Optional<Proposal.Stage> stage,
            @RequestParam Optional<Face.State> state,
            Paging paging,
            Caller.Staff staff) {
        return notices.listDesk(
                        stage,
                        state,
                        staff.district(),
                        paging.cursor().map(at -> at.uuid(0)),
                        paging.limit())
                .collectList()
                .map(found -> toList(found, paging));
    }

    @GetMapping(PATH + "/{id}")
    @Access(
            value = Access.By.STAFF,
            roles = {Role.PUBLISHER, Role.SUPERVISOR},
            reach = Access.Reach.ALL)
    @Operation(summary = "One notice: what is public and what is being prepared")
    Mono<ResponseEntity<OfficeNotice>> one(@PathVariable NoticeId id, Caller.Staff staff) {
        return desk.find(staff, id).map(NoticeOfficeController::toAnswer);
    }

    @PutMapping(PATH + "/{id}")
    @Access(value = Access.By.STAFF, roles = Role.PUBLISHER, reach = Access.Reach.ALL)
    @Operation(summary = "Write over the draft, or begin an update of what is public")
    Mono<ResponseEntity<OfficeNotice>> write(
            @PathVariable NoticeId id,
            @Valid @RequestBody ContentRequest request,
            IfMatch seen,
            Caller.Staff writer) {
        return transactions
                .act(desk.write(writer, id, seen, request.toContent(), request.files()))
                .map(NoticeOfficeController::toAnswer);
    }

    @PostMapping(PATH + "/{id}/review")
    @Access(value = Access.By.STAFF, roles = Role.PUBLISHER, reach = Access.Reach.ALL)
    @Operation(summary = "Hand the draft in for a second pair of eyes")
    Mono<ResponseEntity<OfficeNotice>> handIn(
            @PathVariable NoticeId id, IfMatch seen, IdempotencyKey key, Caller.Staff writer) {
        return act(new Act(writer, key, "hand in notice " + id, ""), desk.handIn(writer, id, seen));
    }

    @PostMapping(PATH + "/{id}/draft")
    @Access(value = Access.By.STAFF, roles = Role.PUBLISHER, reach = Access.Reach.ALL)
    @Operation(summary = "Send it back to the draft, out of review or off the schedule")
    Mono<ResponseEntity<OfficeNotice>> sendBack(
            @PathVariable NoticeId id, IfMatch seen, IdempotencyKey key, Caller.Staff staff) {
        return act(
                new Act(staff, key, "send back notice " + id, ""), desk.sendBack(staff, id, seen));
    }

    @PostMapping(PATH + "/{id}/publication")
    @Access(value = Access.By.STAFF, roles = Role.PUBLISHER, reach = Access.Reach.ALL)
    @Operation(summary = "Approve and publish, now or at an hour to come; never by the writer")
    Mono<ResponseEntity<OfficeNotice>> publish(
            @PathVariable NoticeId id,
            @RequestBody PublicationRequest request,
            IfMatch seen,
            IdempotencyKey key,
            Caller.Staff approver) {
        return act(
                new Act(approver, key, "publish notice " + id, request),
                desk.publish(approver, id, seen, request.at()));
    }

    @PostMapping(PATH + "/{id}/withdrawal")
    @Access(value = Access.By.STAFF, roles = Role.PUBLISHER, reach = Access.Reach.ALL)
    @Operation(summary = "Take it away from the public, with the reason")
    Mono<ResponseEntity<OfficeNotice>> withdraw(
            @PathVariable NoticeId id,
            @Valid @RequestBody WithdrawalRequest request,
            IfMatch seen,
            IdempotencyKey key,
            Caller.Staff staff) {
        return act(
                new Act(staff, key, "withdraw notice " + id, request),
                desk.withdraw(staff, id, seen, request.reason()));
    }

    private Mono<ResponseEntity<OfficeNotice>> act(Act act, Mono<Outcome<Notice, Refusal>> work) {
        return idempotency
                .once(act, OfficeNotice.class, work.map(outcome -> outcome.map(OfficeNotice::of)))
                .map(outcome -> outcome.orElseThrow(RefusalProblems::toProblem))
                .map(view -> Answers.ok(view.versionNumber(), view));
    }

    private static ResponseEntity<OfficeNotice> toAnswer(Outcome<Notice, Refusal> outcome) {
        OfficeNotice view = OfficeNotice.of(outcome.orElseThrow(RefusalProblems::toProblem));
        return Answers.ok(view.versionNumber(), view);
    }

    private static OfficeNoticeList toList(List<Notice> found, Paging paging) {
        Optional<Cursor> next =
                found.size() < paging.limit()
                        ? Optional.empty()
                        : Optional.of(Cursor.of(found.getLast().id().value()));
        return new OfficeNoticeList(found.stream().map(OfficeNotice::of).toList(), next);
    }

    /**
     * A page of notices.
     *
     * @param next for {@code ?cursor=}; absent on the last page
     */
    record OfficeNoticeList(List<OfficeNotice> items, Optional<Cursor> next) {}

    /**
     * When to publish.
     *
     * @param at absent: now
     */
    record PublicationRequest(Optional<Instant> at) {}
}
