package city.zhanqiao.residents.mydata;

import city.zhanqiao.city.calendar.YearStatus;
import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.residents.mydata.DataRequest.Kind;
import city.zhanqiao.residents.mydata.DataRequest.State;
import city.zhanqiao.residents.mydata.Parts.Part;
import city.zhanqiao.residents.profile.Correct;

import reactor.core.publisher.Mono;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Shows requests. */
final class RequestViews {

    private final Parts parts;

    RequestViews(Parts parts) {
        this.parts = parts;
    }

    Mono<RequestView> of(DataRequest request) {
        return request.kind() == Kind.EXPORT
                ? parts.list(request.id()).map(all -> toView(request, all))
                : Mono.just(toView(request, List.of()));
    }

    static RequestView toView(DataRequest request, List<Part> all) {
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
                all.stream().filter(part -> !part.here()).map(Part::service).toList(),
                request.state() == State.READY
                        ? all.stream()
                                .map(part ->
                                        new FileView(
                                                part.service() + ".json",
                                                part.bytes().orElse(0),
                                                part.sha256().orElse("")))
                                .toList()
                        : List.of());
    }

    /**
     * A request about data.
     *
     * @param dueOn by when it is answered
     * @param dueStatus whether that day may still move
     * @param reason why it was refused or is restricted
     * @param until last day of the restriction
     * @param waitingFor services that have not given their part yet
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
    record FileView(String name, int bytes, String sha256) {}
}
