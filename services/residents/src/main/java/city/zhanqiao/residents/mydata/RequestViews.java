package city.zhanqiao.residents.mydata;

import city.zhanqiao.city.calendar.YearStatus;
import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.residents.mydata.DataRequest.Kind;
import city.zhanqiao.residents.mydata.DataRequest.State;
import city.zhanqiao.residents.mydata.ExportFiles.ExportFile;
import city.zhanqiao.residents.mydata.Parts.Part;
import city.zhanqiao.residents.profile.Correct;

import reactor.core.publisher.Mono;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** Shows requests. */
final class RequestViews {

    private final Parts parts;
    private final ExportFiles files;

    RequestViews(Parts parts, ExportFiles files) {
        this.parts = parts;
        this.files = files;
    }

    Mono<RequestView> of(DataRequest request) {
        return request.kind() == Kind.EXPORT
                ? Mono.zip(parts.list(request.id()), files.list(request.id()))
                        .map(all -> toView(request, all.getT1(), all.getT2()))
                : Mono.just(toView(request));
    }

    /** In lists, and where nothing is gathered. */
    static RequestView toView(DataRequest request) {
        return toView(request, List.of(), List.of());
    }

    private static RequestView toView(
            DataRequest request, List<Part> all, List<ExportFile> contents) {
        return new RequestView(
                request.id(),
                request.resident(),
                request.kind(),
                request.state(),
                request.field(),
                request.madeAt(),
                request.due().date(),
                request.due().status(),
                request.doneAt(),
                request.reason(),
                request.until(),
                Stream.concat(
                                all.stream().filter(part -> !part.here()).map(Part::service),
                                contents.stream()
                                        .filter(file -> !file.here())
                                        .map(ExportFile::service))
                        .distinct()
                        .toList(),
                request.state() == State.READY ? toFiles(all, contents) : List.of());
    }

    private static List<FileView> toFiles(List<Part> all, List<ExportFile> contents) {
        return Stream.concat(
                        all.stream()
                                .map(part ->
                                        new FileView(
                                                part.service() + ".json",
                                                part.bytes().orElse(0),
                                                part.sha256().orElse(""))),
                        contents.stream()
                                .map(file ->
                                        new FileView(file.path(), file.bytes(), file.sha256())))
                .toList();
    }

    /**
     * A request about data.
     *
     * @param dueOn by when it is answered
     * @param dueStatus whether that day may still move
     * @param reason why it was refused or is restricted
     * @param until last day of the restriction
     * @param waitingFor services that have not given their part, or all files of it, yet
     * @param files what can be fetched, as {@code …/archive}
     */
    record RequestView(
            UUID id,
            ResidentId residentId,
            Kind kind,
            State state,
            Optional<Correct.Field> field,
            Instant madeAt,
            LocalDate dueOn,
            YearStatus dueStatus,
            Optional<Instant> doneAt,
            Optional<String> reason,
            Optional<LocalDate> until,
            List<String> waitingFor,
            List<FileView> files) {}

    /** A file in the archive. */
    record FileView(String name, long bytes, String sha256) {}
}
