package city.zhanqiao.applications.material;

import city.zhanqiao.applications.IfThere;
import city.zhanqiao.applications.casework.Application;
import city.zhanqiao.applications.casework.ApplicationId;
import city.zhanqiao.applications.casework.CaseAccess;
import city.zhanqiao.applications.casework.State;
import city.zhanqiao.applications.item.Material;
import city.zhanqiao.applications.material.MaterialViews.MaterialList;
import city.zhanqiao.applications.material.Sending.Progress;
import city.zhanqiao.city.identity.Access;
import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.city.identity.RealNameLevel;
import city.zhanqiao.city.problem.ProblemException;
import city.zhanqiao.data.audit.AuditLog;
import city.zhanqiao.data.database.Transactions;
import city.zhanqiao.web.etag.IfMatch;
import city.zhanqiao.web.language.Language;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import java.util.Optional;

/** The materials of a resident's case. */
@RestController
class MaterialController {

    private static final String PATH = "/api/v1/applications/{id}/materials";

    private final CaseAccess cases;
    private final Sending sending;
    private final Documents documents;
    private final MaterialViews views;
    private final AuditLog audit;
    private final Transactions transactions;
    private final Needed needed;

    MaterialController(
            CaseAccess cases,
            Sending sending,
            Documents documents,
            MaterialViews views,
            AuditLog audit,
            Transactions transactions,
            Needed needed) {
        this.cases = cases;
        this.sending = sending;
        this.documents = documents;
        this.views = views;
        this.audit = audit;
        this.transactions = transactions;
        this.needed = needed;
    }

    @GetMapping(PATH)
    @Access(value = Access.By.RESIDENT, level = RealNameLevel.L2)
    @Operation(summary = "What the case needs, what is there, and where an upload goes on")
    Mono<MaterialList> list(
            @PathVariable ApplicationId id, Caller.Resident resident, ServerHttpRequest http) {
        return cases.ofResident(resident, id).flatMap(found -> views.of(found, Language.of(http)));
    }

    @PutMapping(
            value = PATH + "/{material}",
            consumes = {
                MediaType.APPLICATION_OCTET_STREAM_VALUE,
                MediaType.APPLICATION_PDF_VALUE,
                MediaType.IMAGE_JPEG_VALUE,
                MediaType.IMAGE_PNG_VALUE,
                "application/ofd"
            })
    @Access(value = Access.By.RESIDENT, level = RealNameLevel.L2)
    @Operation(
            summary = "Upload a material, whole or in parts",
            description =
                    "At most 20 MiB. Parts carry Content-Range and go on where the last one ended;"
                        + " bytes */total asks to look again at what has come. The type is found by"
                        + " content. Repeating a request does no harm.",
            parameters = {
                @Parameter(
                        in = ParameterIn.HEADER,
                        name = "Content-Range",
                        description = "bytes first-last/total, or bytes */total",
                        schema = @Schema(type = "string")),
                @Parameter(
                        in = ParameterIn.HEADER,
                        name = "If-Match",
                        description = "version of the material that is replaced, such as \"v1\"",
                        schema = @Schema(type = "string")),
                @Parameter(
                        in = ParameterIn.HEADER,
                        name = "Content-Disposition",
                        description = "attachment with the name of the file (RFC 6266)",
                        schema = @Schema(type = "string")),
                @Parameter(
                        in = ParameterIn.HEADER,
                        name = "Repr-Digest",
                        description = "sha-256 of the whole (RFC 9530)",
                        schema = @Schema(type = "string"))
            },
            requestBody =
                    @RequestBody(
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_OCTET_STREAM_VALUE,
                                            schema = @Schema(type = "string", format = "binary"))))
    @ApiResponse(responseCode = "200", description = "How far the upload has come")
    @ApiResponse(responseCode = "412", description = "Another version is there than was seen")
    @ApiResponse(responseCode = "413", description = "Larger than what is taken")
    @ApiResponse(responseCode = "415", description = "Not a type that is taken")
    @ApiResponse(responseCode = "422", description = "The content is not what was said of it")
    @ApiResponse(responseCode = "428", description = "Something is there that was not named")
    Mono<UploadView> upload(
            @PathVariable ApplicationId id,
            @PathVariable String material,
            @RequestParam(defaultValue = "false") boolean selfMade,
            Caller.Resident resident,
            ServerHttpRequest http) {
        Sent sent = Sent.of(material, http.getHeaders(), selfMade);
        return cases.ofResident(resident, id)
                .flatMap(found -> sending.receive(resident, found, sent, http.getBody()))
                .map(UploadView::of);
    }

    @GetMapping(value = PATH + "/{material}", produces = MediaType.APPLICATION_OCTET_STREAM_VALUE)
    @Access(value = Access.By.RESIDENT, level = RealNameLevel.L2)
    @Operation(summary = "Download a material of the own case")
    Mono<ResponseEntity<Flux<DataBuffer>>> download(
            @PathVariable ApplicationId id,
            @PathVariable String material,
            Caller.Resident resident) {
        return cases.ofResident(resident, id)
                .flatMap(found -> documents.find(Needed.fileOf(found), material))
                .flatMap(found ->
                        Mono.justOrEmpty(found.content())
                                .map(content -> views.file(found, content)))
                .switchIfEmpty(Mono.error(MaterialController::absent));
    }

    @DeleteMapping(PATH + "/{material}")
    @Access(value = Access.By.RESIDENT, level = RealNameLevel.L2)
    @Operation(summary = "Take a material out again, before the case is handed in")
    Mono<ResponseEntity<Void>> remove(
            @PathVariable ApplicationId id,
            @PathVariable String material,
            IfMatch seen,
            Caller.Resident resident) {
        return cases.ofResident(resident, id)
                .flatMap(found -> transactions.run(removed(resident, found, material, seen)))
                .map(done -> ResponseEntity.noContent().build());
    }

    private Mono<Boolean> removed(
            Caller.Resident resident, Application found, String material, IfMatch seen) {
        return cases.lock(found.facts().id())
                .doOnNext(it -> requireDraft(it, needed.of(it, material)))
                .flatMap(it -> documents.find(it.facts().id(), material))
                .switchIfEmpty(Mono.error(MaterialController::absent))
                .doOnNext(
                        there -> new IfThere(Optional.of(seen)).check(Optional.of(there.version())))
                .flatMap(there -> documents.remove(there.application(), material))
                .delayUntil(gone -> audit.add(Sending.entry(resident, found, "material.remove")));
    }

    /** Nobody is to find a paper gone with which the case was handed in; it is replaced. */
    private static void requireDraft(Application it, Material paper) {
        Sending.requireOpen(it, paper);
        if (it.state() != State.DRAFT) {
            throw new ProblemException(MaterialProblem.MATERIALS_CLOSED);
        }
    }

    static ProblemException absent() {
        return new ProblemException(MaterialProblem.MATERIAL_NOT_FOUND);
    }

    /**
     * How far an upload has come, in bytes.
     *
     * @param kept whether it is complete, looked at and in the file of the case
     */
    record UploadView(long received, long total, boolean kept) {
        static UploadView of(Progress progress) {
            return new UploadView(progress.received(), progress.total(), progress.isDone());
        }
    }
}
