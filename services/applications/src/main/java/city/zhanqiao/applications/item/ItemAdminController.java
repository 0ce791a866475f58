package city.zhanqiao.applications.item;

import city.zhanqiao.applications.item.OpenCases.Proof;
import city.zhanqiao.city.IdempotencyKey;
import city.zhanqiao.city.Outcome;
import city.zhanqiao.city.identity.Access;
import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.city.identity.Role;
import city.zhanqiao.city.identity.StaffId;
import city.zhanqiao.city.problem.ProblemException;
import city.zhanqiao.data.idempotency.Act;
import city.zhanqiao.data.idempotency.Idempotency;
import city.zhanqiao.web.language.Language;

import io.swagger.v3.oas.annotations.Operation;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;

import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import reactor.core.publisher.Mono;

import tools.jackson.databind.node.ObjectNode;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The catalogue as its publishers see it. */
@RestController
class ItemAdminController {

    private static final String PATH = "/admin/v1/items";

    private final Items items;
    private final Proposals proposals;
    private final Publish publish;
    private final Catalogue catalogue;
    private final Idempotency idempotency;

    ItemAdminController(
            Items items,
            Proposals proposals,
            Publish publish,
            Catalogue catalogue,
            Idempotency idempotency) {
        this.items = items;
        this.proposals = proposals;
        this.publish = publish;
        this.catalogue = catalogue;
        this.idempotency = idempotency;
    }

    @GetMapping(PATH)
    @Access(
            value = Access.By.STAFF,
            roles = {Role.PUBLISHER, Role.SUPERVISOR},
            reach = Access.Reach.ALL)
    @Operation(summary = "Items in their version of today, and what waits for publication")
    Mono<ItemVersions> list(ServerHttpRequest http) {
        Language language = Language.of(http);
        return proposals
                .list()
                .map(waiting -> toView(waiting.definition(), Optional.of(waiting.by()), language))
                .collectList()
                .map(waiting ->
                        new ItemVersions(
                                Stream.concat(
                                                items.all().stream()
                                                        .map(item ->
                                                                toView(
                                                                        item,
                                                                        Optional.empty(),
                                                                        language)),
                                                waiting.stream())
                                        .toList()));
    }

    @PostMapping(PATH)
    @ResponseStatus(HttpStatus.CREATED)
    @Access(value = Access.By.STAFF, roles = Role.PUBLISHER, reach = Access.Reach.ALL)
    @Operation(summary = "Propose a definition; every rule of publication is checked at once")
    Mono<ItemVersion> propose(
            @RequestBody ObjectNode definition,
            IdempotencyKey key,
            Caller.Staff staff,
            ServerHttpRequest http) {
        return idempotency
                .<ItemVersion, ProblemException>once(
                        new Act(staff, key, "propose an item", definition),
                        ItemVersion.class,
                        publish.propose(staff, definition)
                                .map(item ->
                                        toView(item, Optional.of(staff.id()), Language.of(http)))
                                .map(Outcome::done))
                .map(outcome -> outcome.orElseThrow(told -> told));
    }

    @PostMapping(PATH + "/{code}/publication")
    @Access(value = Access.By.STAFF, roles = Role.PUBLISHER, reach = Access.Reach.ALL)
    @Operation(summary = "Publish what another proposed; reports on every open case")
    Mono<Published> publish(
            @PathVariable String code,
            @Valid @RequestBody PublicationRequest request,
            IdempotencyKey key,
            Caller.Staff staff) {
        return idempotency
                .<Published, ProblemException>once(
                        new Act(staff, key, "publish item " + code, request),
                        Published.class,
                        publish.publish(staff, code, request.version())
                                .map(proof -> Published.of(code, request.version(), proof))
                                .map(Outcome::done))
                .map(outcome -> outcome.orElseThrow(told -> told))
                .delayUntil(published -> catalogue.listAll().doOnNext(items::replace));
    }

    private static ItemVersion toView(
            ItemDefinition item, Optional<StaffId> proposedBy, Language language) {
        return new ItemVersion(
                item.code(),
                item.version(),
                language == Language.EN ? item.title().en() : item.title().zh(),
                item.validFrom(),
                proposedBy);
    }

    record ItemVersions(List<ItemVersion> items) {}

    /**
     * A version of an item.
     *
     * @param proposedBy while it waits for a second person
     */
    record ItemVersion(
            String code,
            int version,
            String title,
            LocalDate validFrom,
            Optional<StaffId> proposedBy) {}

    /** Which proposal to publish. */
    record PublicationRequest(@Min(1) int version) {}

    /**
     * A version that is published.
     *
     * @param openCases that were looked at; each keeps its version and reaches its ends
     * @param states the open cases by their state
     */
    record Published(String code, int version, int openCases, List<OpenState> states) {
        static Published of(String code, int version, Proof proof) {
            return new Published(
                    code,
                    version,
                    proof.checked(),
                    proof.states().entrySet().stream()
                            .map(one ->
                                    new OpenState(
                                            one.getKey(),
                                            one.getValue().cases(),
                                            one.getValue().ends()))
                            .toList());
        }
    }

    /** Open cases in one state, and the ends that each of them reaches. */
    record OpenState(String state, int cases, Set<String> ends) {}
}
