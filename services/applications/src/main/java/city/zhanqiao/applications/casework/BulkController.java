package city.zhanqiao.applications.casework;

import city.zhanqiao.applications.casework.CaseRecord.Moved;
import city.zhanqiao.city.IdempotencyKey;
import city.zhanqiao.city.Outcome;
import city.zhanqiao.city.Version;
import city.zhanqiao.city.identity.Access;
import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.city.identity.Role;
import city.zhanqiao.web.etag.IfMatch;

import io.swagger.v3.oas.annotations.Operation;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Accepts many cases at once. Each is an act of its own with a key made of the caller's, so one
 * that is refused does not hold the others up, and the same key never accepts a case twice.
 */
@RestController
class BulkController {

    private final OfficeActs acts;
    private final Handle handle;

    BulkController(OfficeActs acts, Handle handle) {
        this.acts = acts;
        this.handle = handle;
    }

    @PostMapping("/admin/v1/applications/acceptances")
    @Access(
            value = Access.By.STAFF,
            roles = Role.CLERK,
            reach = Access.Reach.DEPARTMENT_AND_DISTRICT)
    @Operation(summary = "Accept up to fifty cases; the answer tells for each what became of it")
    Mono<BulkAnswer> accept(
            @Valid @RequestBody BulkRequest request, IdempotencyKey key, Caller.Staff clerk) {
        return Flux.fromIterable(request.cases())
                .concatMap(one -> acceptOne(clerk, key, one))
                .collectList()
                .map(BulkAnswer::new);
    }

    private Mono<BulkResult> acceptOne(Caller.Staff clerk, IdempotencyKey key, Chosen one) {
        return acts.tell(
                        clerk,
                        keyOf(key, one.id()),
                        "accept",
                        "",
                        one.id(),
                        new IfMatch(Optional.of(new Version(one.version()))),
                        found -> handle.accept(clerk, found))
                .map(outcome -> toResult(one.id(), outcome));
    }

    private static IdempotencyKey keyOf(IdempotencyKey key, ApplicationId id) {
        byte[] name = (key.value() + " " + id).getBytes(StandardCharsets.UTF_8);
        return new IdempotencyKey(UUID.nameUUIDFromBytes(name).toString());
    }

    private static BulkResult toResult(ApplicationId id, Outcome<Moved, Refusal> outcome) {
        return switch (outcome) {
            case Outcome.Done<Moved, Refusal>(Moved moved) ->
                    new BulkResult(
                            id,
                            Optional.of(moved.state()),
                            Optional.of(moved.version()),
                            Optional.empty());
            case Outcome.Refused<Moved, Refusal>(Refusal why) ->
                    new BulkResult(
                            id,
                            Optional.empty(),
                            Optional.empty(),
                            Optional.of(RefusalProblems.toProblem(why).type().name()));
        };
    }

    /** The cases to accept. */
    record BulkRequest(@NotEmpty @Size(max = 50) List<@NotNull @Valid Chosen> cases) {}

    /** A case at the version that the clerk saw. */
    record Chosen(@NotNull ApplicationId id, @Min(1) long version) {}

    /** What became of each, in the order asked. */
    record BulkAnswer(List<BulkResult> results) {}

    /**
     * What became of one.
     *
     * @param code of the problem, if it was refused
     */
    record BulkResult(
            ApplicationId id,
            Optional<State> state,
            Optional<Long> version,
            Optional<String> code) {}
}
