package city.zhanqiao.applications.item;

import city.zhanqiao.applications.ApplicationsProblem;
import city.zhanqiao.applications.item.OpenCases.Looked;
import city.zhanqiao.applications.item.OpenCases.Proof;
import city.zhanqiao.city.calendar.CityTime;
import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.city.problem.FieldFault;
import city.zhanqiao.city.problem.ProblemException;
import city.zhanqiao.data.audit.AuditEntry;
import city.zhanqiao.data.audit.AuditLog;

import reactor.core.publisher.Mono;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * Brings a definition to publication: one person proposes, another publishes, and no open case is
 * harmed, because each keeps the version it began with.
 */
final class Publish {

    private final Items items;
    private final Catalogue catalogue;
    private final Proposals proposals;
    private final OpenCases openCases;
    private final AuditLog audit;
    private final ObjectReader strict;
    private final InstantSource clock;

    Publish(
            Items items,
            Catalogue catalogue,
            Proposals proposals,
            OpenCases openCases,
            AuditLog audit,
            JsonMapper json,
            InstantSource clock) {
        this.items = items;
        this.catalogue = catalogue;
        this.proposals = proposals;
        this.openCases = openCases;
        this.audit = audit;
        this.strict =
                json.rebuild()
                        .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                        .build()
                        .readerFor(ItemDefinition.class);
        this.clock = clock;
    }

    /** Checks a definition by every rule of publication and keeps it for a second person. */
    Mono<ItemDefinition> propose(Caller.Staff publisher, JsonNode body) {
        return Mono.fromCallable(() -> checked(merged(read(body))))
                .flatMap(item ->
                        proposals
                                .add(item, publisher)
                                .filter(taken -> taken)
                                .switchIfEmpty(problem(ApplicationsProblem.VERSION_IS_PUBLISHED))
                                .then(note(publisher, "item.propose", item))
                                .thenReturn(item));
    }

    /** Publishes what another proposed; gives what was found about the open cases. */
    Mono<Proof> publish(Caller.Staff publisher, String code, int version) {
        return proposals
                .lock(code, version)
                .switchIfEmpty(problem(ApplicationsProblem.PROPOSAL_NOT_FOUND))
                .flatMap(proposal ->
                        proposal.by().equals(publisher.id())
                                ? problem(ApplicationsProblem.PUBLISHER_PROPOSED_IT)
                                : Mono.fromCallable(() -> checked(proposal.definition())))
                .flatMap(item ->
                        openCases
                                .prove(code)
                                .doOnNext(Publish::requireHarmless)
                                .delayUntil(proof -> catalogue.publish(item))
                                .delayUntil(proof -> proposals.published(item, publisher))
                                .delayUntil(proof -> note(publisher, "item.publish", item)));
    }

    private static void requireHarmless(Proof proof) {
        if (proof.failing() > 0) {
            throw new ProblemException(
                            ApplicationsProblem.OPEN_CASES_AT_RISK,
                            proof.failing(),
                            proof.checked())
                    .withFaults(proof.examples().stream().map(Publish::toFault).toList());
        }
    }

    private static FieldFault toFault(Looked failing) {
        String at = "/cases/" + failing.application();
        return failing.readable()
                ? new FieldFault(at, "endsOutOfReach", String.join(", ", failing.missing()))
                : new FieldFault(at, "unreadable", "");
    }

    private ItemDefinition read(JsonNode body) {
        try {
            ItemDefinition item = strict.readValue(body);
            return Completeness.isWhole(item) ? item : unreadable();
        } catch (JacksonException fault) {
            return unreadable();
        }
    }

    /** A bundle asks what its members ask, whatever was sent as its own form. */
    private ItemDefinition merged(ItemDefinition item) {
        if (!item.isBundle() || !item.members().stream().allMatch(this::exists)) {
            return item;
        }
        try {
            return MergedForm.of(item, items.versions());
        } catch (IllegalStateException twoMeanings) {
            throw broken(List.of(String.valueOf(twoMeanings.getMessage())));
        }
    }

    private static ItemDefinition unreadable() {
        throw new ProblemException(ApplicationsProblem.DEFINITION_BROKEN, 1)
                .withFaults(List.of(new FieldFault("", "unreadable", "")));
    }

    private ItemDefinition checked(ItemDefinition item) {
        List<String> broken = new ArrayList<>(DefinitionChecks.brokenRules(item));
        List<ItemDefinition> known = items.versionsOf(item.code());
        if (known.stream().anyMatch(older -> older.version() >= item.version())) {
            broken.add("the version follows the last one");
        }
        if (!item.validFrom().isAfter(CityTime.today(clock))) {
            broken.add("it is valid from a day to come");
        }
        if (known.stream().anyMatch(older -> older.validFrom().equals(item.validFrom()))) {
            broken.add("one version is valid on a day");
        }
        if (!item.members().stream().allMatch(this::exists)) {
            broken.add("every member is a published version");
        }
        if (!broken.isEmpty()) {
            throw broken(broken);
        }
        return item;
    }

    private static ProblemException broken(List<String> rules) {
        return new ProblemException(ApplicationsProblem.DEFINITION_BROKEN, rules.size())
                .withFaults(rules.stream().map(rule -> new FieldFault("", "rule", rule)).toList());
    }

    private boolean exists(Member member) {
        return items.versionsOf(member.item()).stream()
                .anyMatch(item -> item.version() == member.version());
    }

    private Mono<Void> note(Caller.Staff publisher, String action, ItemDefinition item) {
        return audit.add(AuditEntry.done(publisher, action, item.code() + "/" + item.version()));
    }

    private static <T> Mono<T> problem(ApplicationsProblem problem) {
        return Mono.error(() -> new ProblemException(problem));
    }
}
