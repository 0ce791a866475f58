package city.zhanqiao.applications.material;

import city.zhanqiao.applications.casework.Application;
import city.zhanqiao.applications.casework.CaseAccess;
import city.zhanqiao.applications.item.Material;
import city.zhanqiao.applications.item.Material.Need;
import city.zhanqiao.applications.material.Document.Content;
import city.zhanqiao.applications.material.Document.Trust;
import city.zhanqiao.applications.material.Uploads.Upload;
import city.zhanqiao.city.department.DepartmentCode;
import city.zhanqiao.data.file.FileName;
import city.zhanqiao.data.file.Pieces;
import city.zhanqiao.web.language.Language;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** How the materials of a case are shown and handed out. */
final class MaterialViews {

    private final CaseAccess cases;
    private final Needed needed;
    private final Documents documents;
    private final Uploads uploads;
    private final Pieces pieces;

    MaterialViews(
            CaseAccess cases, Needed needed, Documents documents, Uploads uploads, Pieces pieces) {
        this.cases = cases;
        this.needed = needed;
        this.documents = documents;
        this.uploads = uploads;
        this.pieces = pieces;
    }

    /** Everything that the case needs and how far each has come. */
    Mono<MaterialList> of(Application it, Language language) {
        return Mono.zip(
                        documents
                                .listOf(Needed.fileOf(it))
                                .collectMap(Document::material, Function.identity()),
                        uploads.listOf(Needed.fileOf(it))
                                .collectMap(Upload::material, Function.identity()),
                        cases.formOf(it.facts().id())
                                .defaultIfEmpty(JsonNodeFactory.instance.objectNode()))
                .map(all ->
                        new MaterialList(
                                needed.of(it).stream()
                                        .map(paper ->
                                                toView(
                                                        it,
                                                        paper,
                                                        all.getT3(),
                                                        all.getT1(),
                                                        all.getT2(),
                                                        language))
                                        .toList()));
    }

    private static MaterialView toView(
            Application it,
            Material paper,
            JsonNode form,
            Map<String, Document> documents,
            Map<String, Upload> uploads,
            Language language) {
        Optional<Document> document = Optional.ofNullable(documents.get(paper.code()));
        Optional<Upload> upload = Optional.ofNullable(uploads.get(paper.code()));
        Optional<Content> content = document.flatMap(Document::content);
        return new MaterialView(
                paper.code(),
                language == Language.EN ? paper.name().en() : paper.name().zh(),
                paper.need(),
                paper.isAsked() && paper.appliesTo(form),
                paper.agency(),
                document.map(one -> Progress.valueOf(one.state().name()))
                        .or(() -> upload.map(one -> Progress.RECEIVING))
                        .orElseGet(() ->
                                it.openPapers().contains(paper.code())
                                        ? Progress.PROMISED
                                        : Progress.MISSING),
                document.flatMap(Document::trust),
                document.flatMap(Document::name).map(FileName::value),
                content.map(Content::type),
                content.map(Content::size),
                content.map(Content::sha256).map(HexFormat.of()::formatHex),
                document.filter(Document::isThere).map(one -> one.version().number()),
                upload.map(one -> new Received(one.received(), one.total())));
    }

    /** The bytes, as a file to keep: shown by nothing that would run what is in them. */
    ResponseEntity<Flux<DataBuffer>> file(Document document, Content content) {
        String name = document.name().map(FileName::value).orElse(document.material());
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType(content.type()))
                .contentLength(content.size())
                .header("X-Content-Type-Options", "nosniff")
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename(name, StandardCharsets.UTF_8)
                                .build()
                                .toString())
                .body(
                        pieces.read(content.id(), content.pieces())
                                .map(DefaultDataBufferFactory.sharedInstance::wrap));
    }

    /** A resident's own uploads that may be used again. */
    static LibraryEntry toEntry(Document document) {
        Content content = document.content().orElseThrow();
        return new LibraryEntry(
                document.id(),
                document.material(),
                document.name().map(FileName::value).orElse(document.material()),
                content.type(),
                content.size(),
                document.trust().orElseThrow(),
                document.addedAt());
    }

    /** How far a material has come. */
    enum Progress {
        MISSING,
        PROMISED,
        RECEIVING,
        KEPT,
        SEEN,
        AWAITED,
        ABSENT,
        SILENT
    }

    record MaterialList(List<MaterialView> items) {}

    /**
     * A material of a case.
     *
     * @param asked whether the resident has to bring it, by the answers given so far
     * @param agency who issues it, and is asked for it by us
     * @param state KEPT: here; SEEN: the original was seen at a window; AWAITED: an agency is
     *     asked; ABSENT: the agency has none; SILENT: the agency does not answer, and is asked on
     * @param trust A from an agency, B verified at a window, C uploaded, D made by the applicant
     * @param size in bytes
     * @param sha256 hexadecimal
     * @param version for the {@code If-Match} with which it is replaced; absent while nothing is
     *     there
     * @param upload where an upload under way goes on
     */
    record MaterialView(
            String code,
            String name,
            Need need,
            boolean asked,
            Optional<DepartmentCode> agency,
            Progress state,
            Optional<Trust> trust,
            Optional<String> fileName,
            Optional<String> type,
            Optional<Long> size,
            Optional<String> sha256,
            Optional<Long> version,
            Optional<Received> upload) {}

    /** Bytes received, of how many. */
    record Received(long received, long total) {}

    /** An upload that may be used again. */
    record LibraryEntry(
            UUID id,
            String material,
            String fileName,
            String type,
            long size,
            Trust trust,
            Instant addedAt) {}
}
