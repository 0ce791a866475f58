package city.zhanqiao.notices.cap;

import city.zhanqiao.city.IdempotencyKey;
import city.zhanqiao.city.identity.Access;
import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.city.identity.Role;
import city.zhanqiao.city.problem.FieldFault;
import city.zhanqiao.city.problem.ProblemException;
import city.zhanqiao.notices.NoticesProblem;
import city.zhanqiao.notices.notice.Drafts;
import city.zhanqiao.notices.notice.NewDraft;
import city.zhanqiao.notices.notice.NoticeId;
import city.zhanqiao.notices.reading.Board;

import io.swagger.v3.oas.annotations.Operation;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import reactor.core.publisher.Mono;

import java.net.URI;
import java.util.List;

/** Alerts out and in. */
@RestController
class CapController {

    private static final String CAP = "application/cap+xml";

    private final Board board;
    private final CapWriter writer;
    private final CapReader reader;
    private final Editions editions;
    private final Drafts drafts;

    CapController(
            Board board, CapWriter writer, CapReader reader, Editions editions, Drafts drafts) {
        this.board = board;
        this.writer = writer;
        this.reader = reader;
        this.editions = editions;
        this.drafts = drafts;
    }

    @GetMapping(path = "/open/v1/notices/{id}/cap", produces = CAP)
    @Access(value = Access.By.ANYONE, reach = Access.Reach.ALL)
    @Operation(summary = "The notice as an alert of CAP 1.2")
    Mono<ResponseEntity<String>> alert(@PathVariable NoticeId id) {
        return board.find(id)
                .switchIfEmpty(
                        Mono.error(() -> new ProblemException(NoticesProblem.NOTICE_NOT_FOUND)))
                .flatMap(notice ->
                        editions.messages(notice)
                                .map(messages ->
                                        writer.write(
                                                notice,
                                                messages.subList(0, messages.size() - 1),
                                                messages.getLast())))
                .map(text -> ResponseEntity.ok().contentType(MediaType.valueOf(CAP)).body(text));
    }

    @PostMapping(
            path = "/admin/v1/notices/import",
            consumes = {CAP, MediaType.APPLICATION_XML_VALUE, MediaType.TEXT_XML_VALUE})
    @ResponseStatus(HttpStatus.CREATED)
    @Access(value = Access.By.STAFF, roles = Role.PUBLISHER, reach = Access.Reach.ALL)
    @Operation(summary = "Make a draft of an alert of CAP 1.2; every rule it breaks is named")
    Mono<ResponseEntity<NewDraft>> take(
            @RequestBody String document, IdempotencyKey key, Caller.Staff writer) {
        return Mono.fromSupplier(() -> reader.read(document))
                .map(outcome -> outcome.orElseThrow(CapController::refused))
                .flatMap(content -> drafts.begin(writer, key, "import an alert", content))
                .map(made ->
                        ResponseEntity.created(URI.create("/admin/v1/notices/" + made.id()))
                                .body(made));
    }

    private static ProblemException refused(List<CapFault> faults) {
        return new ProblemException(NoticesProblem.CAP_REFUSED, faults.size())
                .withFaults(
                        faults.stream()
                                .map(fault ->
                                        new FieldFault(
                                                "/" + fault.element(), fault.rule().name(), ""))
                                .toList());
    }
}
