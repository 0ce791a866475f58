package city.zhanqiao.notices.attachment;

import city.zhanqiao.city.IdempotencyKey;
import city.zhanqiao.city.identity.Access;
import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.city.identity.Role;
import city.zhanqiao.city.problem.ProblemException;
import city.zhanqiao.data.file.FileName;
import city.zhanqiao.data.file.Inspection.Fault;
import city.zhanqiao.notices.NoticesProblem;
import city.zhanqiao.notices.attachment.Uploading.Refusal;
import city.zhanqiao.notices.notice.AttachmentRows;
import city.zhanqiao.notices.notice.Content.Attachment;
import city.zhanqiao.notices.notice.NoticeId;
import city.zhanqiao.notices.notice.OfficeNotices;
import city.zhanqiao.web.problem.CommonProblem;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Files of notices: publishers hand them in and check them, everybody reads the public ones. */
@RestController
class AttachmentController {

    private static final String PATH = "/admin/v1/notices/{id}/attachments";
    private static final String OFD = "application/ofd";
    private static final Duration TRY_AGAIN = Duration.ofSeconds(30);

    private final OfficeNotices notices;
    private final AttachmentRows rows;
    private final Uploading uploading;
    private final AttachmentFiles files;

    AttachmentController(
            OfficeNotices notices,
            AttachmentRows rows,
            Uploading uploading,
            AttachmentFiles files) {
        this.notices = notices;
        this.rows = rows;
        this.uploading = uploading;
        this.files = files;
    }

    @PostMapping(
            path = PATH,
            consumes = {
                MediaType.APPLICATION_OCTET_STREAM_VALUE,
                MediaType.APPLICATION_PDF_VALUE,
                MediaType.IMAGE_JPEG_VALUE,
                MediaType.IMAGE_PNG_VALUE,
                OFD
            })
    @ResponseStatus(HttpStatus.CREATED)
    @Access(value = Access.By.STAFF, roles = Role.PUBLISHER, reach = Access.Reach.ALL)
    @Operation(
            summary = "Hand in a file; the draft that names it shows it to the public",
            description = "At most 10 MiB of PDF, OFD, JPEG or PNG; the type is found by content.",
            parameters =
                    @Parameter(
                            in = ParameterIn.HEADER,
                            name = "Content-Disposition",
                            required = true,
                            description = "attachment with the name of the file (RFC 6266)",
                            schema = @Schema(type = "string")),
            requestBody =
                    @RequestBody(
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_OCTET_STREAM_VALUE,
                                            schema = @Schema(type = "string", format = "binary"))))
    @ApiResponse(responseCode = "201", description = "Kept")
    @ApiResponse(responseCode = "409", description = "The notice has too many files")
    @ApiResponse(responseCode = "413", description = "Larger than what is taken")
    @ApiResponse(responseCode = "415", description = "Not a type that is taken")
    @ApiResponse(responseCode = "422", description = "Malicious, or the name is not right")
    Mono<ResponseEntity<Attachment>> attach(
            @PathVariable NoticeId id,
            IdempotencyKey key,
            Caller.Staff writer,
            ServerHttpRequest http) {
        return notices.get(writer, id)
                .flatMap(_ -> uploading.take(writer, key, id, nameOf(http), http.getBody()))
                .map(outcome -> outcome.orElseThrow(AttachmentController::toProblem))
                .map(file ->
                        ResponseEntity.created(
                                        URI.create(
                                                "/admin/v1/notices/%s/attachments/%s"
                                                        .formatted(id, file.id())))
                                .body(file));
    }

    @GetMapping(PATH)
    @Access(value = Access.By.STAFF, roles = Role.PUBLISHER, reach = Access.Reach.ALL)
    @Operation(summary = "All files of a notice, whether the public sees them or not")
    Mono<AttachmentList> list(@PathVariable NoticeId id, Caller.Staff staff) {
        return notices.get(staff, id)
                .flatMap(_ -> rows.list(id).collectList())
                .map(AttachmentList::new);
    }

    @GetMapping(path = PATH + "/{attachment}", produces = MediaType.APPLICATION_OCTET_STREAM_VALUE)
    @Access(value = Access.By.STAFF, roles = Role.PUBLISHER, reach = Access.Reach.ALL)
    @Operation(summary = "One file, for whoever checks the notice")
    Mono<ResponseEntity<Flux<DataBuffer>>> check(
            @PathVariable NoticeId id, @PathVariable UUID attachment, Caller.Staff staff) {
        return notices.get(staff, id)
                .flatMap(_ -> rows.find(id, attachment))
                .switchIfEmpty(Mono.error(AttachmentController::absent))
                .map(file ->
                        files.answer(
                                file, ResponseEntity.ok().cacheControl(CacheControl.noStore())));
    }

    @GetMapping(
            path = "/open/v1/attachments/{id}",
            produces = MediaType.APPLICATION_OCTET_STREAM_VALUE)
    @Access(value = Access.By.ANYONE, reach = Access.Reach.ALL)
    @Operation(summary = "A file of a public notice; its ETag is its SHA-256")
    Mono<ResponseEntity<Flux<DataBuffer>>> read(@PathVariable UUID id) {
        return rows.findPublic(id)
                .switchIfEmpty(Mono.error(AttachmentController::absent))
                // Asked again each time: a withdrawn notice takes its files with it.
                .map(file ->
                        files.answer(
                                file,
                                ResponseEntity.ok()
                                        .cacheControl(CacheControl.noCache().cachePublic())));
    }

    private static FileName nameOf(ServerHttpRequest http) {
        return Optional.ofNullable(http.getHeaders().getContentDisposition().getFilename())
                .flatMap(FileName::parse)
                .orElseThrow(() -> new ProblemException(NoticesProblem.ATTACHMENT_NAME_INVALID));
    }

    private static ProblemException toProblem(Refusal refusal) {
        return switch (refusal) {
            case Refusal.TooLarge _ -> new ProblemException(CommonProblem.CONTENT_TOO_LARGE);
            case Refusal.TooMany _ -> new ProblemException(NoticesProblem.TOO_MANY_ATTACHMENTS);
            case Refusal.Unfit(Fault fault) -> toProblem(fault);
        };
    }

    private static ProblemException toProblem(Fault fault) {
        return switch (fault) {
            case TYPE_NOT_TAKEN -> new ProblemException(NoticesProblem.ATTACHMENT_TYPE_NOT_TAKEN);
            case NAME_CONTRADICTS -> new ProblemException(NoticesProblem.ATTACHMENT_NAME_INVALID);
            case MALICIOUS -> new ProblemException(NoticesProblem.ATTACHMENT_MALICIOUS);
            case CHECKSUM_WRONG, SCANNER_SILENT ->
                    new ProblemException(CommonProblem.SERVICE_UNAVAILABLE)
                            .withRetryAfter(TRY_AGAIN);
        };
    }

    private static ProblemException absent() {
        return new ProblemException(NoticesProblem.ATTACHMENT_NOT_FOUND);
    }

    /** The files of a notice, the oldest first. */
    record AttachmentList(List<Attachment> items) {}
}
