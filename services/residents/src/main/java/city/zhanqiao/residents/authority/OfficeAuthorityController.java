package city.zhanqiao.residents.authority;

import static java.util.stream.Collectors.toUnmodifiableSet;

import city.zhanqiao.city.IdempotencyKey;
import city.zhanqiao.city.Outcome;
import city.zhanqiao.city.calendar.CityTime;
import city.zhanqiao.city.identity.Access;
import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.city.identity.Role;
import city.zhanqiao.data.Outcomes;
import city.zhanqiao.data.idempotency.Act;
import city.zhanqiao.data.idempotency.Idempotency;
import city.zhanqiao.residents.authority.ProxyViews.ProxyView;
import city.zhanqiao.residents.profile.Document;
import city.zhanqiao.web.language.Language;

import io.swagger.v3.oas.annotations.Operation;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import reactor.core.publisher.Mono;

import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What a window clerk records for people who cannot or will not do it by phone. */
@RestController
class OfficeAuthorityController {

    private static final String PATH = "/admin/v1/residents";

    private final GiveProxy give;
    private final EndProxy end;
    private final RecordGuardianship guardianships;
    private final ProxyViews views;
    private final Idempotency idempotency;
    private final InstantSource clock;

    OfficeAuthorityController(
            GiveProxy give,
            EndProxy end,
            RecordGuardianship guardianships,
            ProxyViews views,
            Idempotency idempotency,
            InstantSource clock) {
        this.give = give;
        this.end = end;
        this.guardianships = guardianships;
        this.views = views;
        this.idempotency = idempotency;
        this.clock = clock;
    }

    @PostMapping(PATH + "/proxies")
    @ResponseStatus(HttpStatus.CREATED)
    @Access(value = Access.By.STAFF, roles = Role.CLERK, reach = Access.Reach.ALL)
    @Operation(summary = "Record authority that a person gave at the window, with the proof")
    Mono<ResponseEntity<ProxyView>> give(
            @Valid @RequestBody WindowProxyRequest request,
            IdempotencyKey key,
            Caller.Staff clerk,
            ServerHttpRequest http) {
        return idempotency
                .once(
                        new Act(clerk, key, "record a proxy", request),
                        ProxyView.class,
                        give.atWindow(
                                        clerk,
                                        request.principal(),
                                        request.agent(),
                                        request.items().stream()
                                                .map(Matter::new)
                                                .collect(toUnmodifiableSet()),
                                        request.term(CityTime.today(clock)),
                                        request.proof())
                                .flatMap(Outcomes.then(views::ofGiven)))
                .map(outcome -> orProblem(outcome, http))
                .map(view -> ResponseEntity.status(HttpStatus.CREATED).body(view));
    }

    @PostMapping(PATH + "/proxies/{id}/withdrawal")
    @Access(value = Access.By.STAFF, roles = Role.CLERK, reach = Access.Reach.ALL)
    @Operation(summary = "End authority for a principal who came to the window")
    Mono<ProxyView> withdraw(
            @PathVariable UUID id, IdempotencyKey key, Caller.Staff clerk, ServerHttpRequest http) {
        return idempotency
                .once(
                        new Act(clerk, key, "end proxy " + id, ""),
                        ProxyView.class,
                        end.byStaff(clerk, id).flatMap(Outcomes.then(views::ofGiven)))
                .map(outcome -> orProblem(outcome, http));
    }

    @PostMapping(PATH + "/guardianships")
    @ResponseStatus(HttpStatus.CREATED)
    @Access(value = Access.By.STAFF, roles = Role.CLERK, reach = Access.Reach.ALL)
    @Operation(summary = "Record the guardian of a child under 14, with the proof")
    Mono<ResponseEntity<GuardianshipView>> record(
            @Valid @RequestBody GuardianshipRequest request,
            IdempotencyKey key,
            Caller.Staff clerk,
            ServerHttpRequest http) {
        return idempotency
                .once(
                        new Act(clerk, key, "record a guardianship", request),
                        GuardianshipView.class,
                        guardianships
                                .record(clerk, request.guardian(), request.child(), request.proof())
                                .map(done -> done.map(GuardianshipView::of)))
                .map(outcome -> orProblem(outcome, http))
                .map(view -> ResponseEntity.status(HttpStatus.CREATED).body(view));
    }

    @PostMapping(PATH + "/guardianships/{id}/end")
    @Access(value = Access.By.STAFF, roles = Role.CLERK, reach = Access.Reach.ALL)
    @Operation(summary = "End a guardianship that no longer holds")
    Mono<GuardianshipView> end(
            @PathVariable UUID id, IdempotencyKey key, Caller.Staff clerk, ServerHttpRequest http) {
        return idempotency
                .once(
                        new Act(clerk, key, "end guardianship " + id, ""),
                        GuardianshipView.class,
                        guardianships.end(clerk, id).map(done -> done.map(GuardianshipView::of)))
                .map(outcome -> orProblem(outcome, http));
    }

    private static <T> T orProblem(Outcome<T, Refusal> outcome, ServerHttpRequest http) {
        return outcome.orElseThrow(no -> RefusalProblems.toProblem(no, Language.of(http)));
    }

    /**
     * Authority given at a window.
     *
     * @param from today if left out
     * @param until the last day
     */
    record WindowProxyRequest(
            @NotNull @Valid Document principal,
            @NotNull @Valid Document agent,
            @NotEmpty @Size(max = 50) List<@NotNull @Pattern(regexp = Matter.FORM) String> items,
            Optional<LocalDate> from,
            @NotNull LocalDate until,
            @NotNull @Valid Proof proof) {

        Term term(LocalDate today) {
            return new Term(from.orElse(today), until);
        }
    }

    /** A guardian and a child. */
    record GuardianshipRequest(
            @NotNull @Valid Document guardian,
            @NotNull @Valid Document child,
            @NotNull @Valid Proof proof) {}

    /** A recorded guardianship. */
    record GuardianshipView(UUID id, ResidentId guardian, ResidentId child) {
        static GuardianshipView of(Guardianship recorded) {
            return new GuardianshipView(recorded.id(), recorded.guardian(), recorded.child());
        }
    }
}
