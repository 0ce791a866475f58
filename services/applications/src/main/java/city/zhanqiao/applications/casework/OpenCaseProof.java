package city.zhanqiao.applications.casework;

import city.zhanqiao.applications.item.ItemDefinition;
import city.zhanqiao.applications.item.Items;
import city.zhanqiao.applications.item.OpenCases;
import city.zhanqiao.data.database.Columns;

import org.springframework.r2dbc.core.DatabaseClient;

import reactor.core.publisher.Mono;

import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

/**
 * Proves before a publication that every open case of the item still loads, row and form, and can
 * reach every end that lies before its state, under the version that it keeps.
 */
final class OpenCaseProof implements OpenCases {

    private static final int AT_A_TIME = 100;

    private static final String NEXT =
            """
            SELECT id FROM application
             WHERE item = :item AND ended_at IS NULL AND id > :after
             ORDER BY id LIMIT :limit
            """;

    private final DatabaseClient database;
    private final Applications applications;
    private final Items items;
    private final CaseLimits limits;

    OpenCaseProof(
            DatabaseClient database, Applications applications, Items items, CaseLimits limits) {
        this.database = database;
        this.applications = applications;
        this.items = items;
        this.limits = limits;
    }

    @Override
    public Mono<Proof> prove(String item) {
        return proveAfter(item, new UUID(0, 0), new Proof(0, 0));
    }

    private Mono<Proof> proveAfter(String item, UUID after, Proof before) {
        return database.sql(NEXT)
                .bind("item", item)
                .bind("after", after)
                .bind("limit", AT_A_TIME)
                .map(row -> Columns.get(row, "id", UUID.class))
                .all()
                .collectList()
                .flatMap(ids ->
                        ids.isEmpty()
                                ? Mono.just(before)
                                : Mono.just(ids)
                                        .flatMapIterable(all -> all)
                                        .concatMap(id -> holds(new ApplicationId(id)))
                                        .reduce(before, Proof::with)
                                        .flatMap(proof -> proveAfter(item, ids.getLast(), proof)));
    }

    /** What cannot be opened, read or limited is at risk, whatever the cause. */
    private Mono<Boolean> holds(ApplicationId id) {
        return applications
                .find(id)
                .flatMap(it -> limits.of(it).map(found -> reachesItsEnds(it)))
                .onErrorReturn(
                        fault ->
                                fault instanceof IllegalStateException
                                        || fault instanceof IllegalArgumentException,
                        false)
                .defaultIfEmpty(true);
    }

    private boolean reachesItsEnds(Application it) {
        ItemDefinition pinned = items.pinned(it.facts().item(), it.facts().itemVersion());
        Set<State> ends = new HashSet<>(LifeCycle.reachableFrom(it.state()));
        ends.retainAll(LifeCycle.ends());
        return !ends.isEmpty()
                && pinned.members().stream()
                        .allMatch(member ->
                                items.pinned(member.item(), member.version()).version()
                                        == member.version());
    }
}
