package city.zhanqiao.residents.mydata;

import city.zhanqiao.city.IdempotencyKey;
import city.zhanqiao.city.Outcome;
import city.zhanqiao.city.identity.Access;
import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.city.identity.RealNameLevel;
import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.data.audit.AuditEntry;
import city.zhanqiao.data.audit.AuditLog;
import city.zhanqiao.data.idempotency.Act;
import city.zhanqiao.data.idempotency.Idempotency;
import city.zhanqiao.residents.authority.Guardians;
import city.zhanqiao.residents.mydata.DataRequest.Kind;
import city.zhanqiao.residents.mydata.DataRequest.State;
import city.zhanqiao.residents.mydata.RequestViews.RequestView;
import city.zhanqiao.residents.profile.Correct;
import city.zhanqiao.residents.profile.Files;
import city.zhanqiao.web.language.Language;

import io.swagger.v3.oas.annotations.Operation;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What I ask about my own data. */
@RestController
class DataRequestController {

    private static final String PATH = "/api/v1/me/data-requests";

    private final Files files;
    private final Guardians guardians;
    private final Ask ask;
    private final DataRequests requests;
    private final Parts parts;
    private final ExportFiles contents;
    private final Holders holders;
    private final RequestViews views;
    private final Archive archive;
    private final Idempotency idempotency;
    private final AuditLog audit;

    DataRequestController(
            Files files,
            Guardians guardians,
            Ask ask,
            DataRequests requests,
            Parts parts,
            ExportFiles contents,
            Holders holders,
            RequestViews views,
            Archive archive,
            Idempotency idempotency,
            AuditLog audit) {
        this.files = files;
        this.guardians = guardians;
        this.ask = ask;
        this.requests = requests;
        this.parts = parts;
        this.contents = contents;
        this.holders = holders;
        this.views = views;
        this.archive = archive;
        this.idempotency = idempotency;
        this.audit = audit;
    }

    @GetMapping(PATH)
    @Access(value = Access.By.RESIDENT, level = RealNameLevel.L2)
    @Operation(summary = "My requests, newest first")
    Mono<RequestList> list(Caller.Resident resident) {
        return requests.listOf(resident.id())
                .map(request -> RequestViews.toView(request))
                .collectList()
                .map(RequestList::new);
    }

    @PostMapping(PATH)
    @ResponseStatus(HttpStatus.CREATED)
    @Access(value = Access.By.RESIDENT, level = RealNameLevel.L3, fresh = true)
    @Operation(summary = "Ask for a copy of everything, for a correction, or to be deleted")
    Mono<ResponseEntity<RequestView>> make(
            @Valid @RequestBody DataRequestRequest request,
            IdempotencyKey key,
            Caller.Resident resident,
            ServerHttpRequest http) {
        return prepare(request, resident)
                .flatMap(work ->
                        idempotency.once(
                                new Act(
                                        resident,
                                        key,
                                        "ask about my data: " + request.kind(),
                                        request),
                                RequestView.class,
                                work.map(done -> done.map(made -> RequestViews.toView(made)))))
                .map(outcome -> orProblem(outcome, http))
                .map(view -> ResponseEntity.created(URI.create(PATH + "/" + view.id())).body(view));
    }

    @GetMapping(PATH + "/{id}")
    @Access(value = Access.By.RESIDENT, level = RealNameLevel.L2)
    @Operation(summary = "One request: how far it is, which services are still silent")
    Mono<RequestView> one(@PathVariable UUID id, Caller.Resident resident, ServerHttpRequest http) {
        return find(id, resident, http).flatMap(views::of);
    }

    @GetMapping(value = PATH + "/{id}/archive", produces = "application/zip")
    @Access(value = Access.By.RESIDENT, level = RealNameLevel.L3, fresh = true)
    @Operation(summary = "The copy: a ZIP file with a page to read, JSON, files and checksums")
    Mono<ResponseEntity<Flux<DataBuffer>>> archive(
            @PathVariable UUID id, Caller.Resident resident, ServerHttpRequest http) {
        return find(id, resident, http)
                .filter(request -> request.state() == State.READY)
                .switchIfEmpty(
                        Mono.error(() ->
                                RefusalProblems.toProblem(
                                        new Refusal.NotReady(), Language.of(http))))
                .flatMap(request -> pack(request, resident, Language.of(http)));
    }

    private Mono<ResponseEntity<Flux<DataBuffer>>> pack(
            DataRequest request, Caller.Resident reader, Language language) {
        return Mono.zip(parts.listDocuments(request.id()), contents.list(request.id()))
                .map(all -> archive.pack(all.getT1(), all.getT2(), language))
                .flatMap(zip ->
                        audit.add(
                                        AuditEntry.done(
                                                reader,
                                                "data-request.fetch",
                                                request.id().toString(),
                                                request.resident()))
                                .thenReturn(toDownload(zip)));
    }

    /**
     * Other services are asked before the transaction begins. A deletion does not open the file:
     * sent again, it would begin anew what it has just emptied.
     */
    private Mono<Mono<Outcome<DataRequest, Refusal>>> prepare(
            DataRequestRequest request, Caller.Resident resident) {
        return switch (request.kind()) {
            case EXPORT ->
                    files.openOrProblem(resident)
                            .map(file -> ask.export(resident, request.actingFor()));
            case CORRECTION ->
                    files.openOrProblem(resident).map(file -> correction(request, resident));
            case DELETION ->
                    holders.requestAll(request.actingFor().orElse(resident.id()))
                            .map(held -> ask.deletion(resident, request.actingFor(), held));
        };
    }

    private Mono<Outcome<DataRequest, Refusal>> correction(
            DataRequestRequest request, Caller.Resident resident) {
        return request.correction()
                .map(wanted ->
                        ask.correction(
                                resident, request.actingFor(), wanted.field(), wanted.value()))
                .orElseGet(() -> Mono.just(Outcome.refused(new Refusal.CorrectionIncomplete())));
    }

    private Mono<DataRequest> find(UUID id, Caller.Resident resident, ServerHttpRequest http) {
        return requests.find(id)
                .filter(request -> request.reader().equals(resident.id()))
                .filterWhen(this::mayStillBeRead)
                .switchIfEmpty(
                        Mono.error(() ->
                                RefusalProblems.toProblem(
                                        new Refusal.NotFound(), Language.of(http))));
    }

    /** A guardianship may have ended since; a child of 14 asks for itself. */
    private Mono<Boolean> mayStillBeRead(DataRequest request) {
        return request.isForChild()
                ? guardians.isGuardian(request.reader(), request.resident())
                : Mono.just(true);
    }

    private static <T> T orProblem(Outcome<T, Refusal> outcome, ServerHttpRequest http) {
        return outcome.orElseThrow(no -> RefusalProblems.toProblem(no, Language.of(http)));
    }

    private static ResponseEntity<Flux<DataBuffer>> toDownload(Flux<DataBuffer> zip) {
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType("application/zip"))
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment().filename("my-data.zip").build().toString())
                .body(zip);
    }

    /**
     * What is asked.
     *
     * @param correction for corrections only
     * @param actingFor a child under 14 whose guardian I am
     */
    record DataRequestRequest(
            @NotNull Kind kind,
            Optional<@Valid CorrectionRequest> correction,
            Optional<ResidentId> actingFor) {}

    /**
     * What is wrong and how it should be.
     *
     * @param value the right one; staff ask for the document
     */
    record CorrectionRequest(
            @NotNull Correct.Field field, @NotBlank @Size(max = 200) String value) {

        /** Hides the person from logs. */
        @Override
        public String toString() {
            return "CorrectionRequest[" + field + "]";
        }
    }

    /** Requests. */
    record RequestList(List<RequestView> items) {}
}
