package city.zhanqiao.notifications.delivery;

import city.zhanqiao.city.IdempotencyKey;
import city.zhanqiao.city.Outcome;
import city.zhanqiao.city.identity.Access;
import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.city.identity.Role;
import city.zhanqiao.city.problem.ProblemException;
import city.zhanqiao.data.audit.AuditEntry;
import city.zhanqiao.data.audit.AuditLog;
import city.zhanqiao.data.idempotency.Act;
import city.zhanqiao.data.idempotency.Idempotency;
import city.zhanqiao.notifications.AfterCommit;
import city.zhanqiao.notifications.NotificationsProblem;
import city.zhanqiao.web.page.Cursor;
import city.zhanqiao.web.page.Paging;

import io.swagger.v3.oas.annotations.Operation;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import reactor.core.publisher.Mono;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What staff can see of deliveries, and what they can do about dead ones. */
@RestController
class DeliveryController {

    private static final String PATH = "/admin/v1/deliveries";

    private final Proof proof;
    private final AuditLog audit;
    private final Idempotency idempotency;

    DeliveryController(Proof proof, AuditLog audit, Idempotency idempotency) {
        this.proof = proof;
        this.audit = audit;
        this.idempotency = idempotency;
    }

    @GetMapping(PATH)
    @Access(
            value = Access.By.STAFF,
            roles = {Role.SUPERVISOR, Role.SYSTEM_ADMIN},
            reach = Access.Reach.ALL)
    @Operation(
            summary =
                    "What happened to each message on each device and when, newest first; whose"
                            + " messages are looked at is recorded")
    Mono<DeliveryList> list(
            @RequestParam Optional<UUID> message,
            @RequestParam Optional<String> resident,
            @RequestParam
                    Optional<
                                    @Pattern(
                                            regexp =
                                                    "QUEUED|SENDING|ACCEPTED|RETRY|INVALID|EXPIRED|UNKNOWN|DEAD|SUPERSEDED|SKIPPED")
                                    String>
                            state,
            Paging paging,
            Caller.Staff staff) {
        return note(staff, resident)
                .thenMany(
                        proof.list(
                                new Proof.Query(message, resident, state),
                                paging.cursor().map(at -> at.uuid(0)),
                                paging.limit()))
                .collectList()
                .map(items -> toList(items, paging));
    }

    @GetMapping(PATH + "/hours")
    @Access(
            value = Access.By.STAFF,
            roles = {Role.SUPERVISOR, Role.SYSTEM_ADMIN},
            reach = Access.Reach.ALL)
    @Operation(summary = "Sent, accepted, failed and late, by hour and lane")
    Mono<HourList> hours(
            @RequestParam(defaultValue = "24") @Min(1) @Max(168) int hours, Caller.Staff staff) {
        return proof.hours(hours).collectList().map(HourList::new);
    }

    @PostMapping(PATH + "/{id}/retry")
    @Access(value = Access.By.STAFF, roles = Role.SYSTEM_ADMIN, reach = Access.Reach.ALL)
    @Operation(summary = "Send a message again that was given up")
    Mono<Retried> again(@PathVariable UUID id, IdempotencyKey key, Caller.Staff staff) {
        return idempotency
                .once(
                        new Act(staff, key, "send delivery %s again".formatted(id), ""),
                        Retried.class,
                        again(id, staff))
                .map(outcome -> outcome.orElseThrow(ProblemException::new));
    }

    private Mono<Outcome<Retried, NotificationsProblem>> again(UUID id, Caller.Staff staff) {
        return proof.ownerOf(id)
                .flatMap(owner ->
                        proof.again(id)
                                .flatMap(lane ->
                                        audit.add(done(staff, id, owner))
                                                .then(AfterCommit.run(() -> proof.ring(lane)))
                                                .thenReturn(done(id)))
                                .defaultIfEmpty(
                                        Outcome.refused(NotificationsProblem.DELIVERY_NOT_DEAD)))
                .defaultIfEmpty(Outcome.refused(NotificationsProblem.DELIVERY_NOT_FOUND));
    }

    private static Outcome<Retried, NotificationsProblem> done(UUID id) {
        return Outcome.done(new Retried(id));
    }

    private static AuditEntry done(Caller.Staff staff, UUID id, String owner) {
        return owner.isEmpty()
                ? AuditEntry.done(staff, "delivery.retry", id.toString())
                : AuditEntry.done(staff, "delivery.retry", id.toString(), new ResidentId(owner));
    }

    /** Which resident is told what is personal, even without the words. */
    private Mono<Void> note(Caller.Staff staff, Optional<String> resident) {
        return Mono.justOrEmpty(resident)
                .map(ResidentId::new)
                .onErrorMap(
                        IllegalArgumentException.class,
                        malformed -> new ProblemException(NotificationsProblem.DELIVERY_NOT_FOUND))
                .flatMap(person ->
                        audit.add(
                                AuditEntry.read(
                                        staff,
                                        "delivery.read",
                                        person.value(),
                                        person,
                                        "proof of delivery")));
    }

    private static DeliveryList toList(List<Proof.Line> items, Paging paging) {
        return new DeliveryList(
                items,
                items.size() < paging.limit()
                        ? Optional.empty()
                        : Optional.of(Cursor.of(items.getLast().id())));
    }

    record DeliveryList(List<Proof.Line> items, Optional<Cursor> next) {}

    record HourList(List<Proof.Hour> items) {}

    /** A message that is under way again. */
    record Retried(UUID id) {}
}
