package city.zhanqiao.residents.accesslog;

import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.data.event.Peers;
import city.zhanqiao.residents.profile.Residents;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Merges the audit trails of all services into one list, newest first. A service that is silent is
 * named in the answer, so nobody takes a part for the whole.
 */
final class WhoLooked {

    private static final Logger log = LoggerFactory.getLogger(WhoLooked.class);
    private static final String OWN = "residents";

    private final Peers peers;
    private final OwnAccessLog own;
    private final Residents residents;
    private final List<String> services;

    WhoLooked(Peers peers, OwnAccessLog own, Residents residents, List<String> services) {
        this.peers = peers;
        this.own = own;
        this.residents = residents;
        this.services = List.copyOf(services);
    }

    /**
     * @param before gives what is older than this entry
     */
    Mono<Page> list(ResidentId resident, Optional<UUID> before, int limit) {
        return residents
                .listFormer(resident)
                .map(former -> Stream.concat(Stream.of(resident), former.stream()).toList())
                .flatMap(ids -> askAll(ids, before, limit))
                .map(parts -> merge(parts, limit))
                .flatMap(this::named);
    }

    /** The person knows whom they let act; the names are masked as in the list of proxies. */
    private Mono<Page> named(Page page) {
        List<ResidentId> standIns =
                page.items().stream().flatMap(looked -> looked.entry().standIn().stream()).toList();
        return residents.maskedNames(standIns).map(page::with);
    }

    private Mono<List<Part>> askAll(List<ResidentId> ids, Optional<UUID> before, int limit) {
        Mono<Part> mine = own.list(ids, before, limit).map(found -> Part.of(OWN, found));
        return Flux.fromIterable(services)
                .flatMap(service -> request(service, ids, before, limit), services.size())
                .concatWith(mine)
                .collectList();
    }

    /** One question for each id that the person has or had; mostly there is one. */
    private Mono<Part> request(
            String service, List<ResidentId> ids, Optional<UUID> before, int limit) {
        return Flux.fromIterable(ids)
                .concatMap(id -> request(service, id, before, limit))
                .concatMapIterable(Answer::items)
                .collectList()
                .map(found -> Part.of(service, found))
                .onErrorResume(fault -> Mono.just(silent(service, fault)));
    }

    private Mono<Answer> request(String service, ResidentId id, Optional<UUID> before, int limit) {
        return peers.of(service)
                .get()
                .uri(uri ->
                        uri.path("/internal/v1/access-log/{resident}")
                                .queryParam("limit", limit)
                                .queryParamIfPresent("cursor", before)
                                .build(id.value()))
                .retrieve()
                .bodyToMono(Answer.class);
    }

    private static Part silent(String service, Throwable fault) {
        log.warn("{} does not say who looked: {}", service, fault.toString());
        return new Part(service, List.of(), true);
    }

    private static Page merge(List<Part> parts, int limit) {
        List<Looked> items =
                parts.stream()
                        .flatMap(part -> part.items().stream())
                        .sorted(Comparator.comparing(Looked::sortKey).reversed())
                        .limit(limit)
                        .toList();
        return new Page(
                items,
                items.size() < limit ? Optional.empty() : Optional.of(items.getLast().entry().id()),
                parts.stream().filter(Part::silent).map(Part::service).sorted().toList(),
                Map.of());
    }

    private record Answer(List<Entry> items) {}

    private record Part(String service, List<Looked> items, boolean silent) {
        static Part of(String service, List<Entry> entries) {
            return new Part(
                    service,
                    entries.stream().map(entry -> new Looked(service, entry)).toList(),
                    false);
        }
    }

    /**
     * One time that somebody looked or acted, as each service tells it.
     *
     * @param id UUIDv7, so ids of all services sort by time
     * @param actorKind staff, service or resident
     * @param standIn the resident who acted for the person
     * @param roles codes, parted by commas
     */
    record Entry(
            UUID id,
            Instant at,
            String actorKind,
            Optional<ResidentId> standIn,
            Optional<String> roles,
            Optional<String> department,
            Optional<String> district,
            String action,
            Optional<String> purpose,
            String result) {}

    /** An entry and where it comes from. */
    record Looked(String service, Entry entry) {
        /** UUIDv7 in hexadecimal sorts by time; {@link UUID} itself compares as signed numbers. */
        String sortKey() {
            return entry.id().toString();
        }
    }

    /**
     * A stretch of the list.
     *
     * @param silent services that did not answer
     * @param names of those who stood in, masked
     */
    record Page(
            List<Looked> items,
            Optional<UUID> next,
            List<String> silent,
            Map<ResidentId, String> names) {

        Page with(Map<ResidentId, String> known) {
            return new Page(items, next, silent, known);
        }
    }
}
