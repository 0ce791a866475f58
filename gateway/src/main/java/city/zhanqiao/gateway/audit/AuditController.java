package city.zhanqiao.gateway.audit;

import city.zhanqiao.city.identity.Access;
import city.zhanqiao.city.identity.Role;
import city.zhanqiao.gateway.peer.Peer;
import city.zhanqiao.gateway.peer.PeerAnswer;
import city.zhanqiao.gateway.peer.Peers;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;

import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import tools.jackson.databind.JsonNode;

import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The audit trails of all services as one, newest first. Ids are UUIDv7 everywhere, so their order
 * is the order of time, and one cursor leads through all trails. Every service records that its
 * trail was read.
 */
@RestController
@Tag(name = "audit")
class AuditController {

    private static final int MOST = 200;

    private final Peers peers;

    AuditController(Peers peers) {
        this.peers = peers;
    }

    @GetMapping("/admin/v1/audit")
    @Access(value = Access.By.STAFF, roles = Role.AUDITOR, reach = Access.Reach.ALL)
    @Operation(
            summary = "The audit trail of all services, newest first",
            description =
                    "A service that is silent stands in `missing`; its rows are not in this page,"
                            + " so read it again before relying on it.")
    Mono<AuditTrail> list(
            @RequestParam Optional<String> person,
            @RequestParam Optional<String> actor,
            @RequestParam Optional<UUID> cursor,
            @RequestParam(defaultValue = "50") @Min(1) @Max(MOST) int limit,
            ServerHttpRequest request) {
        return Flux.fromIterable(peers.present())
                .flatMap(
                        peer ->
                                peers.ask(
                                        peer,
                                        request,
                                        address ->
                                                address.path("/admin/v1/audit")
                                                        .queryParamIfPresent("person", person)
                                                        .queryParamIfPresent("actor", actor)
                                                        .queryParamIfPresent("cursor", cursor)
                                                        .queryParam("limit", limit)
                                                        .build()),
                        Peer.values().length)
                .collectList()
                .map(answers -> toTrail(answers, limit));
    }

    @GetMapping("/admin/v1/audit/verification")
    @Access(value = Access.By.STAFF, roles = Role.AUDITOR, reach = Access.Reach.ALL)
    @Operation(summary = "Verify the chain of seals of every service's trail")
    Mono<Verification> verification(ServerHttpRequest request) {
        return Flux.fromIterable(peers.present())
                .flatMapSequential(
                        peer ->
                                peers.ask(
                                        peer,
                                        request,
                                        address ->
                                                address.path("/admin/v1/audit/verification")
                                                        .build()),
                        Peer.values().length)
                .collectList()
                .map(answers ->
                        new Verification(
                                given(answers)
                                        .map(answer ->
                                                new Verdict(answer.peer().service(), answer.body()))
                                        .toList(),
                                missing(answers)));
    }

    private static AuditTrail toTrail(List<PeerAnswer> answers, int limit) {
        var rows =
                given(answers)
                        .flatMap(AuditController::rows)
                        .sorted(Comparator.comparing(AuditController::id).reversed())
                        .toList();
        boolean more =
                rows.size() > limit
                        || given(answers).anyMatch(answer -> answer.body().hasNonNull("next"));
        var page = rows.stream().limit(limit).toList();
        return new AuditTrail(
                page.stream().map(AuditController::toEntry).toList(),
                more && !page.isEmpty()
                        ? Optional.of(UUID.fromString(id(page.getLast())))
                        : Optional.empty(),
                missing(answers));
    }

    /** Each row with the name of its service. */
    private static Stream<Row> rows(PeerAnswer.Given answer) {
        return answer.body()
                .path("items")
                .valueStream()
                .map(row -> new Row(answer.peer().service(), row));
    }

    private static Stream<PeerAnswer.Given> given(List<PeerAnswer> answers) {
        return answers.stream()
                .filter(PeerAnswer.Given.class::isInstance)
                .map(PeerAnswer.Given.class::cast)
                .filter(PeerAnswer.Given::isOk);
    }

    private static List<String> missing(List<PeerAnswer> answers) {
        return answers.stream()
                .filter(answer -> !(answer instanceof PeerAnswer.Given given && given.isOk()))
                .map(answer -> answer.peer().service())
                .sorted()
                .toList();
    }

    /** As text: Java compares UUIDs as signed numbers, PostgreSQL by their bytes. */
    private static String id(Row row) {
        return row.row().path("id").asString();
    }

    private static Entry toEntry(Row found) {
        var row = found.row();
        return new Entry(
                UUID.fromString(row.path("id").asString()),
                found.service(),
                OffsetDateTime.parse(row.path("at").asString()),
                row.path("actorKind").asString(),
                row.path("actor").asString(),
                text(row, "roles"),
                text(row, "department"),
                text(row, "district"),
                text(row, "actingFor"),
                row.path("action").asString(),
                row.path("subject").asString(),
                text(row, "person"),
                text(row, "purpose"),
                row.path("result").asString(),
                text(row, "requestId"));
    }

    private static Optional<String> text(JsonNode row, String name) {
        return row.path(name).asStringOpt();
    }

    private record Row(String service, JsonNode row) {}

    /**
     * A page of the trail.
     *
     * @param next the cursor of the following page; absent on the last
     * @param missing services that did not answer, so that their rows are not here
     */
    record AuditTrail(
            @NotNull List<Entry> items, Optional<UUID> next, @NotNull List<String> missing) {}

    /** One row, as the service has sealed it. */
    record Entry(
            @NotNull UUID id,
            @NotNull String service,
            @NotNull OffsetDateTime at,
            @NotNull String actorKind,
            @NotNull String actor,
            Optional<String> roles,
            Optional<String> department,
            Optional<String> district,
            Optional<String> actingFor,
            @NotNull String action,
            @NotNull String subject,
            Optional<String> person,
            Optional<String> purpose,
            @NotNull String result,
            Optional<String> requestId) {}

    /** What the verification of every chain found. */
    record Verification(@NotNull List<Verdict> services, @NotNull List<String> missing) {}

    /** One chain. */
    record Verdict(@NotNull String service, @NotNull JsonNode verdict) {}
}
