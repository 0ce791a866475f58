package city.zhanqiao.residents.authority;

import city.zhanqiao.city.Outcome;
import city.zhanqiao.city.identifier.CreditCode;
import city.zhanqiao.city.identifier.IdentifierFault;
import city.zhanqiao.city.identity.Access;
import city.zhanqiao.city.identity.ResidentId;

import io.swagger.v3.oas.annotations.Operation;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

import reactor.core.publisher.Mono;

import java.util.Optional;

/** Answers other services at the moment of an act. */
@RestController
class AuthorityCheckController {

    private final AuthorityChecks checks;

    AuthorityCheckController(AuthorityChecks checks) {
        this.checks = checks;
    }

    @PostMapping("/internal/v1/authority-checks")
    @Access(value = Access.By.SERVICE, reach = Access.Reach.ALL)
    @Operation(summary = "May this person act for that person or firm, in this matter, now?")
    Mono<Verdict> check(@Valid @RequestBody CheckRequest request) {
        Matter matter = new Matter(request.purpose());
        return request.firm()
                .map(firm -> ofFirm(request.agentId(), firm, matter))
                .orElseGet(() ->
                        checks.ofPerson(
                                request.agentId(),
                                request.principalId().orElse(request.agentId()),
                                matter));
    }

    /** What is no credit code is no firm that somebody could act for. */
    private Mono<Verdict> ofFirm(ResidentId agent, String firm, Matter matter) {
        return switch (CreditCode.parse(firm)) {
            case Outcome.Done<CreditCode, IdentifierFault>(CreditCode code) ->
                    checks.ofFirm(agent, code, matter);
            case Outcome.Refused<CreditCode, IdentifierFault> none ->
                    Mono.just(Verdict.no(Verdict.Reason.NO_AUTHORITY));
        };
    }

    /**
     * The question.
     *
     * @param principalId for whom; the agent themselves if left out
     * @param purpose such as {@code item:social-card}, {@code bundle:newborn}, {@code
     *     booking:general}
     * @param firm credit code; then the principal is the firm
     */
    record CheckRequest(
            @NotNull ResidentId agentId,
            Optional<ResidentId> principalId,
            @NotNull @Pattern(regexp = Matter.FORM) String purpose,
            Optional<@Size(max = 40) String> firm) {}
}
