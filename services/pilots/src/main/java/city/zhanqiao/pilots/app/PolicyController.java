package city.zhanqiao.pilots.app;

import city.zhanqiao.city.IdempotencyKey;
import city.zhanqiao.city.Outcome;
import city.zhanqiao.city.identity.Access;
import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.city.identity.Role;
import city.zhanqiao.data.Outcomes;
import city.zhanqiao.data.idempotency.Act;
import city.zhanqiao.pilots.app.Documents.Document;
import city.zhanqiao.pilots.app.Documents.Edition;
import city.zhanqiao.web.etag.IfMatch;

import io.swagger.v3.oas.annotations.Operation;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

import reactor.core.publisher.Mono;

import java.util.List;
import java.util.Optional;

/** The desk for versions of the app: nobody is turned away by one person alone. */
@RestController
class PolicyController {

    private static final String PATH = "/admin/v1/app-policies";

    private final Documents<Platform> policies;
    private final Desk desk;

    PolicyController(Documents<Platform> policies, Desk desk) {
        this.policies = policies;
        this.desk = desk;
    }

    @GetMapping(PATH)
    @Access(
            value = Access.By.STAFF,
            roles = {Role.PILOT_OFFICE, Role.SYSTEM_ADMIN},
            reach = Access.Reach.ALL)
    @Operation(summary = "Minimum and recommended versions of the app, with their history")
    Mono<ResponseEntity<Policies>> policies() {
        return policies.find().map(Policies::of).map(Desk::toAnswer);
    }

    @PutMapping(PATH)
    @Access(
            value = Access.By.STAFF,
            roles = {Role.PILOT_OFFICE, Role.SYSTEM_ADMIN},
            reach = Access.Reach.ALL)
    @Operation(summary = "Propose versions of the app; another person puts them in force")
    Mono<ResponseEntity<Policies>> proposePolicies(
            @Valid @RequestBody PoliciesRequest request,
            IfMatch seen,
            IdempotencyKey key,
            Caller.Staff staff) {
        return desk.once(
                new Act(staff, key, "propose app policies", request),
                Policies.class,
                Mono.fromSupplier(request::check)
                        .flatMap(
                                Outcomes.then(good ->
                                        policies.propose(staff, seen, good, request.reason())))
                        .map(outcome -> outcome.map(Policies::of)));
    }

    @PostMapping(PATH + "/approval")
    @Access(
            value = Access.By.STAFF,
            roles = {Role.PILOT_OFFICE, Role.SYSTEM_ADMIN},
            reach = Access.Reach.ALL)
    @Operation(summary = "Put another person's versions in force")
    Mono<ResponseEntity<Policies>> approvePolicies(
            IfMatch seen, IdempotencyKey key, Caller.Staff staff) {
        return desk.once(
                new Act(staff, key, "approve app policies", seen),
                Policies.class,
                policies.approve(staff, seen).map(outcome -> outcome.map(Policies::of)));
    }

    @PostMapping(PATH + "/rejection")
    @Access(
            value = Access.By.STAFF,
            roles = {Role.PILOT_OFFICE, Role.SYSTEM_ADMIN},
            reach = Access.Reach.ALL)
    @Operation(summary = "Send proposed versions back, or withdraw one's own")
    Mono<ResponseEntity<Policies>> rejectPolicies(
            IfMatch seen, IdempotencyKey key, Caller.Staff staff) {
        return desk.once(
                new Act(staff, key, "reject app policies", seen),
                Policies.class,
                policies.reject(staff, seen).map(outcome -> outcome.map(Policies::of)));
    }

    record PoliciesRequest(
            @NotNull @Size(max = 20) List<@NotNull @Valid Platform> platforms,
            @NotBlank @Size(max = 1000) String reason) {

        Outcome<List<Platform>, Refusal> check() {
            for (int index = 0; index < platforms.size(); index++) {
                if (!platforms.get(index).isInOrder()) {
                    return Outcome.refused(new Refusal.VersionsReversed(index));
                }
            }
            return Desk.once(platforms, Platform::platform);
        }
    }

    /**
     * Versions of the app.
     *
     * @param version for the next {@code If-Match}
     * @param proposed waits for another person
     */
    record Policies(
            long version,
            List<Platform> platforms,
            Optional<List<Platform>> proposed,
            List<Change> history)
            implements Desk.View {

        static Policies of(Document<Platform> document) {
            return new Policies(
                    document.version().number(),
                    document.inForce(),
                    document.proposed().map(Edition::content),
                    Change.of(document));
        }
    }
}
