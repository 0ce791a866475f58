package city.zhanqiao.applications.casework;

import city.zhanqiao.applications.item.BundleGraph;
import city.zhanqiao.applications.item.FormCheck;
import city.zhanqiao.applications.item.ItemDefinition;
import city.zhanqiao.applications.item.Items;
import city.zhanqiao.applications.item.Material;
import city.zhanqiao.applications.item.OpenCases;
import city.zhanqiao.data.database.Columns;

import org.springframework.r2dbc.core.DatabaseClient;

import reactor.core.publisher.Mono;

import tools.jackson.databind.node.JsonNodeFactory;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Proves before a publication that every open case of the item still loads, row and form, and
 * reaches every end that the table gives it, under the version that it keeps: each is played on by
 * {@link Ends}.
 */
final class OpenCaseProof implements OpenCases {

    private static final int AT_A_TIME = 100;

    private static final String NEXT =
            """
            SELECT id, state FROM application
             WHERE item = :item AND ended_at IS NULL AND id > :after
             ORDER BY id LIMIT :limit
            """;

    private final DatabaseClient database;
    private final Applications applications;
    private final Items items;
    private final CaseLimits limits;
    private final FormCheck forms;
    private final InstantSource clock;

    OpenCaseProof(
            DatabaseClient database,
            Applications applications,
            Items items,
            CaseLimits limits,
            FormCheck forms,
            InstantSource clock) {
        this.database = database;
        this.applications = applications;
        this.items = items;
        this.limits = limits;
        this.forms = forms;
        this.clock = clock;
    }

    @Override
    public Mono<Proof> prove(String item) {
        return proveAfter(item, new UUID(0, 0), Proof.NOTHING);
    }

    private Mono<Proof> proveAfter(String item, UUID after, Proof before) {
        return database.sql(NEXT)
                .bind("item", item)
                .bind("after", after)
                .bind("limit", AT_A_TIME)
                .map(row ->
                        new Open(
                                Columns.get(row, "id", UUID.class),
                                Columns.get(row, "state", String.class)))
                .all()
                .collectList()
                .flatMap(found ->
                        found.isEmpty()
                                ? Mono.just(before)
                                : Mono.just(found)
                                        .flatMapIterable(all -> all)
                                        .concatMap(this::look)
                                        .reduce(before, Proof::with)
                                        .flatMap(proof ->
                                                proveAfter(item, found.getLast().id(), proof)));
    }

    /** What cannot be opened, read or limited is at risk, whatever the cause. */
    private Mono<Looked> look(Open open) {
        return applications
                .find(new ApplicationId(open.id()))
                .flatMap(it -> limits.of(it).flatMap(found -> play(it, found)))
                .onErrorResume(
                        fault ->
                                fault instanceof IllegalStateException
                                        || fault instanceof IllegalArgumentException,
                        fault -> Mono.just(Looked.unreadable(open.id(), open.state())));
    }

    private Mono<Looked> play(Application it, CaseLimits.Limits found) {
        ItemDefinition pinned = items.pinned(it.facts().item(), it.facts().itemVersion());
        // A schema that cannot be compiled would be found by no state before the submission.
        forms.faults(pinned, JsonNodeFactory.instance.objectNode(), "", Locale.ENGLISH);
        return closings(it, pinned)
                .map(closings ->
                        new Ends(
                                found,
                                pinned.substantive(),
                                codes(pinned, it),
                                closings,
                                notBefore(it)))
                .map(ends -> toLooked(it, ends.expected(it), ends.reached(it)));
    }

    /** Now, or the case's own last moment, should a clock have been set back. */
    private Instant notBefore(Application it) {
        return Stream.of(
                        Optional.of(clock.instant()),
                        it.receipt().map(Receipt::at),
                        it.milestones().accepted(),
                        it.milestones().decided(),
                        it.milestones().issued())
                .flatMap(Optional::stream)
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }

    private Set<String> codes(ItemDefinition pinned, Application it) {
        return items.materialsOf(pinned, it.file().chosen()).stream()
                .map(Material::code)
                .collect(Collectors.toSet());
    }

    /** How a bundle can still end, by its graph and by how its members stand. */
    private Mono<Set<CaseStep>> closings(Application it, ItemDefinition pinned) {
        return pinned.isBundle()
                ? applications
                        .membersOf(it.facts().id())
                        .collectList()
                        .map(members -> closings(it, pinned, members))
                : Mono.just(Set.of());
    }

    private Set<CaseStep> closings(
            Application it, ItemDefinition pinned, List<Application> members) {
        BundleGraph graph = BundleGraph.of(pinned, items);
        if (!graph.startsAll(it.file().chosen())) {
            throw new IllegalStateException("a member of %s never starts".formatted(pinned.code()));
        }
        long lost =
                members.stream()
                        .filter(one -> one.state().isFinal() && one.result().isEmpty())
                        .count();
        long got = members.stream().filter(one -> one.result().isPresent()).count();
        int all = graph.chosen(it.file().chosen()).size();
        Set<CaseStep> left = EnumSet.noneOf(CaseStep.class);
        if (lost == 0) {
            left.add(CaseStep.COMPLETE);
        }
        if (got == 0) {
            left.add(CaseStep.CLOSE_WITHOUT_RESULT);
        }
        if (all > 1 && lost < all && got < all) {
            left.add(CaseStep.COMPLETE_IN_PART);
        }
        return left;
    }

    private static Looked toLooked(Application it, Set<State> expected, Set<State> reached) {
        Set<State> missing = EnumSet.copyOf(expected);
        missing.removeAll(reached);
        return new Looked(
                it.facts().id().value(), it.state().name(), true, names(reached), names(missing));
    }

    private static Set<String> names(Set<State> states) {
        return states.stream().map(State::name).collect(Collectors.toCollection(TreeSet::new));
    }

    private record Open(UUID id, String state) {}
}
