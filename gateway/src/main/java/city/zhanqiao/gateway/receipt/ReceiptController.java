package city.zhanqiao.gateway.receipt;

import city.zhanqiao.city.identity.Access;
import city.zhanqiao.city.problem.ProblemException;
import city.zhanqiao.gateway.GatewayProblem;
import city.zhanqiao.gateway.peer.Peer;
import city.zhanqiao.gateway.peer.PeerAnswer;
import city.zhanqiao.gateway.peer.Peers;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;

import jakarta.validation.constraints.NotNull;

import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import java.time.OffsetDateTime;
import java.util.List;

/**
 * Asks every service for a receipt. One yes is a yes; a no needs them all, and while one is silent
 * there is no answer.
 */
@RestController
@Tag(name = "receipts")
class ReceiptController {

    private static final int NOT_FOUND = 404;

    private final Peers peers;

    ReceiptController(Peers peers) {
        this.peers = peers;
    }

    @GetMapping("/api/v1/receipts/{idempotencyKey}")
    @Access(Access.By.RESIDENT)
    @Operation(
            summary = "Did you get it? The act that was done under this key",
            description =
                    "404 RECEIPT_NOT_FOUND says that no service has it. While a service is silent"
                            + " the answer is 503 RECEIPT_UNKNOWN, never a false no.")
    Mono<Receipt> receipt(@PathVariable String idempotencyKey, ServerHttpRequest request) {
        return Flux.fromIterable(peers.present())
                .flatMap(
                        peer -> requestReceipt(peer, idempotencyKey, request), Peer.values().length)
                .takeUntil(ReceiptController::isYes)
                .collectList()
                .map(ReceiptController::toReceipt);
    }

    private Mono<PeerAnswer> requestReceipt(Peer peer, String key, ServerHttpRequest request) {
        return peers.ask(
                peer, request, address -> address.path("/api/v1/receipts/{key}").build(key));
    }

    private static boolean isYes(PeerAnswer answer) {
        return answer instanceof PeerAnswer.Given given && given.isOk();
    }

    private static boolean isNo(PeerAnswer answer) {
        return answer instanceof PeerAnswer.Given given && given.status() == NOT_FOUND;
    }

    private static Receipt toReceipt(List<PeerAnswer> answers) {
        return answers.stream()
                .filter(ReceiptController::isYes)
                .map(PeerAnswer.Given.class::cast)
                .findFirst()
                .map(ReceiptController::toReceipt)
                .orElseThrow(() -> toProblem(answers));
    }

    private static Receipt toReceipt(PeerAnswer.Given given) {
        var body = given.body();
        return new Receipt(
                body.path("idempotencyKey").asString(),
                given.peer().service(),
                body.path("operation").asString(),
                OffsetDateTime.parse(body.path("at").asString()));
    }

    private static ProblemException toProblem(List<PeerAnswer> answers) {
        boolean no = !answers.isEmpty() && answers.stream().allMatch(ReceiptController::isNo);
        return new ProblemException(
                no ? GatewayProblem.RECEIPT_NOT_FOUND : GatewayProblem.RECEIPT_UNKNOWN);
    }

    /**
     * An act that was done.
     *
     * @param service which service did it
     * @param operation what was done to what
     */
    record Receipt(
            @NotNull String idempotencyKey,
            @NotNull String service,
            @NotNull String operation,
            @NotNull OffsetDateTime at) {}
}
