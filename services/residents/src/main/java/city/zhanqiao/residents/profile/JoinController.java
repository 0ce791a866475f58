package city.zhanqiao.residents.profile;

import city.zhanqiao.city.IdempotencyKey;
import city.zhanqiao.city.Outcome;
import city.zhanqiao.city.identity.Access;
import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.city.identity.RealNameLevel;
import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.data.database.Transactions;
import city.zhanqiao.data.idempotency.Act;
import city.zhanqiao.data.idempotency.Idempotency;
import city.zhanqiao.residents.profile.JoinLogIns.Code;

import io.swagger.v3.oas.annotations.Operation;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import reactor.core.publisher.Mono;

/** Two log-ins of one person become one. */
@RestController
class JoinController {

    private final Files files;
    private final JoinLogIns join;
    private final Idempotency idempotency;
    private final Transactions transactions;

    JoinController(
            Files files, JoinLogIns join, Idempotency idempotency, Transactions transactions) {
        this.files = files;
        this.join = join;
        this.idempotency = idempotency;
        this.transactions = transactions;
    }

    /** Has no idempotency key: a code that got lost on its way is replaced by the next. */
    @PostMapping("/api/v1/me/join-codes")
    @ResponseStatus(HttpStatus.CREATED)
    @Access(value = Access.By.RESIDENT, level = RealNameLevel.L3, fresh = true)
    @Operation(summary = "In the log-in I keep: get a code that is good once, for ten minutes")
    Mono<Code> makeCode(Caller.Resident resident) {
        return files.openOrProblem(resident).flatMap(file -> transactions.run(join.makeCode(file)));
    }

    @PostMapping("/api/v1/me/joins")
    @Access(value = Access.By.RESIDENT, level = RealNameLevel.L3, fresh = true)
    @Operation(summary = "In the log-in I give up: join it to the one that made the code")
    Mono<JoinView> join(
            @Valid @RequestBody JoinRequest request, IdempotencyKey key, Caller.Resident resident) {
        return idempotency
                .once(
                        new Act(resident, key, "join log-ins", request),
                        JoinView.class,
                        join.join(resident, request.code()).map(done -> done.map(JoinView::new)))
                .map(JoinController::orProblem);
    }

    private static JoinView orProblem(Outcome<JoinView, Refusal> outcome) {
        return outcome.orElseThrow(RefusalProblems::toProblem);
    }

    /** The code from the other log-in. */
    record JoinRequest(@NotNull @Pattern(regexp = "[2-9A-HJ-NP-Z]{10}") String code) {
        @Override
        public String toString() {
            return "JoinRequest[hidden]";
        }
    }

    /**
     * What became of it.
     *
     * @param residentId the id that goes on; log in with that one
     */
    record JoinView(ResidentId residentId) {}
}
