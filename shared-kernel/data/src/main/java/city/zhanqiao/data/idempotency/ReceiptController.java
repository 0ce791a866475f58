package city.zhanqiao.data.idempotency;

import city.zhanqiao.city.IdempotencyKey;
import city.zhanqiao.city.identity.Access;
import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.city.problem.ProblemException;

import io.swagger.v3.oas.annotations.Operation;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

import reactor.core.publisher.Mono;

import java.time.Instant;

/** Answers "did you get it?"; the gateway asks every service. */
@RestController
class ReceiptController {

    private final Idempotency idempotency;

    ReceiptController(Idempotency idempotency) {
        this.idempotency = idempotency;
    }

    @GetMapping("/api/v1/receipts/{idempotencyKey}")
    @Operation(summary = "Whether the act with this key was done")
    @Access(Access.By.RESIDENT)
    Mono<ReceiptAnswer> receipt(@PathVariable String idempotencyKey, Caller.Resident caller) {
        return Mono.fromSupplier(() -> new IdempotencyKey(idempotencyKey))
                .onErrorMap(IllegalArgumentException.class, malformed -> notFound())
                .flatMap(key -> idempotency.receipt(caller, key))
                .map(receipt ->
                        new ReceiptAnswer(idempotencyKey, receipt.operation(), receipt.at()))
                .switchIfEmpty(Mono.error(ReceiptController::notFound));
    }

    private static ProblemException notFound() {
        return new ProblemException(IdempotencyProblem.RECEIPT_NOT_FOUND);
    }

    /**
     * @param operation what was done to what
     */
    record ReceiptAnswer(String idempotencyKey, String operation, Instant at) {}
}
