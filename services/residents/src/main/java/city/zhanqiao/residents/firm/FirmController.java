package city.zhanqiao.residents.firm;

import static java.util.stream.Collectors.toUnmodifiableSet;

import city.zhanqiao.city.IdempotencyKey;
import city.zhanqiao.city.Outcome;
import city.zhanqiao.city.calendar.CityTime;
import city.zhanqiao.city.identifier.CreditCode;
import city.zhanqiao.city.identifier.IdentifierFault;
import city.zhanqiao.city.identity.Access;
import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.city.identity.RealNameLevel;
import city.zhanqiao.city.identity.Role;
import city.zhanqiao.data.Outcomes;
import city.zhanqiao.data.database.Transactions;
import city.zhanqiao.data.idempotency.Act;
import city.zhanqiao.data.idempotency.Idempotency;
import city.zhanqiao.residents.authority.Matter;
import city.zhanqiao.residents.authority.Proof;
import city.zhanqiao.residents.authority.Term;
import city.zhanqiao.residents.firm.FirmAgent.FirmRole;
import city.zhanqiao.residents.firm.FirmViews.FirmAgentView;
import city.zhanqiao.residents.firm.FirmViews.FirmsView;
import city.zhanqiao.residents.profile.Document;
import city.zhanqiao.residents.profile.Files;
import city.zhanqiao.web.language.Language;

import io.swagger.v3.oas.annotations.Operation;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
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
import java.util.Set;
import java.util.UUID;

/** The firms a resident acts for, and their agents. */
@RestController
class FirmController {

    private static final String PATH = "/api/v1/me/firms";

    private final Files files;
    private final Appoint appoint;
    private final FirmViews views;
    private final Idempotency idempotency;
    private final Transactions transactions;
    private final InstantSource clock;

    FirmController(
            Files files,
            Appoint appoint,
            FirmViews views,
            Idempotency idempotency,
            Transactions transactions,
            InstantSource clock) {
        this.files = files;
        this.appoint = appoint;
        this.views = views;
        this.idempotency = idempotency;
        this.transactions = transactions;
        this.clock = clock;
    }

    @GetMapping(PATH)
    @Access(Access.By.RESIDENT)
    @Operation(summary = "Firms I act for, and whom I appointed there")
    Mono<FirmsView> list(Caller.Resident resident) {
        return files.openOrProblem(resident).flatMap(file -> views.of(file.id()));
    }

    @PostMapping(PATH)
    @ResponseStatus(HttpStatus.CREATED)
    @Access(value = Access.By.RESIDENT, level = RealNameLevel.L3, fresh = true)
    @Operation(summary = "Say that I act for a firm; valid once a window or the firm confirms it")
    Mono<ResponseEntity<FirmAgentView>> claim(
            @Valid @RequestBody FirmRequest request,
            IdempotencyKey key,
            Caller.Resident resident,
            ServerHttpRequest http) {
        return files.openOrProblem(resident)
                .flatMap(file ->
                        idempotency.once(
                                new Act(resident, key, "claim to act for a firm", request),
                                FirmAgentView.class,
                                Mono.fromSupplier(() -> request.toAppointment(today()))
                                        .flatMap(
                                                Outcomes.then(
                                                        wanted -> appoint.claim(resident, wanted)))
                                        .map(done -> done.map(FirmAgentView::of))))
                .map(outcome -> created(outcome, http));
    }

    @PostMapping(PATH + "/{id}/agents")
    @ResponseStatus(HttpStatus.CREATED)
    @Access(value = Access.By.RESIDENT, level = RealNameLevel.L3, fresh = true)
    @Operation(summary = "Appoint an agent, as the firm's legal representative")
    Mono<ResponseEntity<FirmAgentView>> appoint(
            @PathVariable UUID id,
            @Valid @RequestBody AgentRequest request,
            IdempotencyKey key,
            Caller.Resident resident,
            ServerHttpRequest http) {
        return idempotency
                .once(
                        new Act(resident, key, "appoint an agent under " + id, request),
                        FirmAgentView.class,
                        appoint.appoint(
                                        resident,
                                        id,
                                        request.agent(),
                                        matters(request.scopes()),
                                        new Term(request.from().orElse(today()), request.until()))
                                .map(done -> done.map(FirmAgentView::of)))
                .map(outcome -> created(outcome, http));
    }

    /** Ending takes effect at once, so it needs no fresh check and no version. */
    @DeleteMapping(PATH + "/{id}")
    @Access(Access.By.RESIDENT)
    @Operation(summary = "End my part in a firm, or that of an agent of my firm")
    Mono<ResponseEntity<Void>> end(
            @PathVariable UUID id, Caller.Resident resident, ServerHttpRequest http) {
        return transactions
                .act(appoint.end(resident, id))
                .map(outcome -> orProblem(outcome, http))
                .map(ended -> ResponseEntity.noContent().build());
    }

    @PostMapping("/admin/v1/residents/firm-agents")
    @ResponseStatus(HttpStatus.CREATED)
    @Access(value = Access.By.STAFF, roles = Role.CLERK, reach = Access.Reach.ALL)
    @Operation(summary = "Record who acts for a firm, with licence and letter seen")
    Mono<ResponseEntity<FirmAgentView>> record(
            @Valid @RequestBody WindowAgentRequest request,
            IdempotencyKey key,
            Caller.Staff clerk,
            ServerHttpRequest http) {
        return idempotency
                .once(
                        new Act(clerk, key, "record a firm's agent", request),
                        FirmAgentView.class,
                        Mono.fromSupplier(() -> request.firm().toAppointment(today()))
                                .flatMap(
                                        Outcomes.then(wanted ->
                                                appoint.record(
                                                        clerk,
                                                        request.agent(),
                                                        wanted,
                                                        request.proof())))
                                .map(done -> done.map(FirmAgentView::of)))
                .map(outcome -> created(outcome, http));
    }

    private LocalDate today() {
        return CityTime.today(clock);
    }

    private static Set<Matter> matters(List<String> codes) {
        return codes.stream().map(Matter::new).collect(toUnmodifiableSet());
    }

    private static ResponseEntity<FirmAgentView> created(
            Outcome<FirmAgentView, Refusal> outcome, ServerHttpRequest http) {
        return ResponseEntity.status(HttpStatus.CREATED).body(orProblem(outcome, http));
    }

    private static <T> T orProblem(Outcome<T, Refusal> outcome, ServerHttpRequest http) {
        return outcome.orElseThrow(no -> RefusalProblems.toProblem(no, Language.of(http)));
    }

    /**
     * A part in a firm.
     *
     * @param creditCode 统一社会信用代码, 18 characters
     * @param scopes matters such as {@code bundle:restaurant}
     * @param from today if left out
     * @param until the last day, at most three years later
     */
    record FirmRequest(
            @NotBlank @Size(max = 40) String creditCode,
            @NotBlank @Size(max = 100) String firmName,
            @NotNull FirmRole role,
            @NotEmpty @Size(max = 50) List<@NotNull @Pattern(regexp = Matter.FORM) String> scopes,
            Optional<LocalDate> from,
            @NotNull LocalDate until) {

        Outcome<Appointment, Refusal> toAppointment(LocalDate today) {
            return switch (CreditCode.parse(creditCode.strip())) {
                case Outcome.Done<CreditCode, IdentifierFault>(CreditCode code) ->
                        Outcome.done(
                                new Appointment(
                                        code,
                                        firmName.strip(),
                                        role,
                                        matters(scopes),
                                        new Term(from.orElse(today), until)));
                case Outcome.Refused<CreditCode, IdentifierFault>(IdentifierFault fault) ->
                        Outcome.refused(new Refusal.CodeInvalid(fault));
            };
        }
    }

    /** Somebody to appoint. */
    record AgentRequest(
            @NotNull @Valid Document agent,
            @NotEmpty @Size(max = 50) List<@NotNull @Pattern(regexp = Matter.FORM) String> scopes,
            Optional<LocalDate> from,
            @NotNull LocalDate until) {}

    /** Somebody whose papers a clerk has seen. */
    record WindowAgentRequest(
            @NotNull @Valid Document agent,
            @NotNull @Valid FirmRequest firm,
            @NotNull @Valid Proof proof) {}
}
