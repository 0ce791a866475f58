package city.zhanqiao.applications.item;

import city.zhanqiao.data.database.Columns;
import city.zhanqiao.data.database.Transactions;

import io.r2dbc.postgresql.codec.Json;

import org.springframework.r2dbc.core.DatabaseClient;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import tools.jackson.databind.json.JsonMapper;

import java.util.List;

/**
 * Publishes the definitions that come with the service and reads all that were ever published. A
 * published version never changes: a file that says something else under the same version keeps the
 * service from starting.
 */
final class Catalogue {

    private static final String PUBLISH =
            """
            INSERT INTO item_version (code, version, valid_from, definition)
            VALUES (:code, :version, :validFrom, :definition)
            ON CONFLICT (code, version) DO NOTHING
            """;

    private static final String LIST = "SELECT definition::text AS definition FROM item_version";

    private static final String COUNT = "SELECT count(*) AS versions FROM item_version";

    private final DatabaseClient database;
    private final Transactions transactions;
    private final JsonMapper json;

    Catalogue(DatabaseClient database, Transactions transactions, JsonMapper json) {
        this.database = database;
        this.transactions = transactions;
        this.json = json;
    }

    /**
     * Publishes what is new and gives every version there is. JSON is written before the
     * transaction and read after it: the first use of a mapper is slow, and a transaction that does
     * nothing meanwhile is ended by the database.
     */
    Mono<List<ItemDefinition>> load() {
        List<ItemDefinition> files = new CatalogueFiles().read();
        files.forEach(Catalogue::check);
        List<Publication> publications = files.stream().map(this::toPublication).toList();
        return transactions
                .run(
                        Flux.fromIterable(publications)
                                .concatMap(this::publish)
                                .then(listDefinitions()))
                .map(this::read)
                .doOnNext(published -> files.forEach(file -> requireUnchanged(file, published)));
    }

    private Publication toPublication(ItemDefinition item) {
        return new Publication(item, json.writeValueAsString(item));
    }

    /** Every version there is, for an instance that runs already. */
    Mono<List<ItemDefinition>> listAll() {
        return listDefinitions().map(this::read);
    }

    /** How many versions there are. */
    Mono<Long> count() {
        return database.sql(COUNT).map(row -> Columns.get(row, "versions", Long.class)).one();
    }

    /** Publishes a definition that two people have agreed on. */
    Mono<Void> publish(ItemDefinition item) {
        return publish(toPublication(item));
    }

    private Mono<Void> publish(Publication publication) {
        return database.sql(PUBLISH)
                .bind("code", publication.item().code())
                .bind("version", publication.item().version())
                .bind("validFrom", publication.item().validFrom())
                .bind("definition", Json.of(publication.definition()))
                .then();
    }

    private Mono<List<String>> listDefinitions() {
        return database.sql(LIST)
                .map(row -> Columns.get(row, "definition", String.class))
                .all()
                .collectList();
    }

    private List<ItemDefinition> read(List<String> definitions) {
        return definitions.stream()
                .map(definition -> json.readValue(definition, ItemDefinition.class))
                .toList();
    }

    private static void check(ItemDefinition item) {
        List<String> broken = DefinitionChecks.brokenRules(item);
        if (!broken.isEmpty()) {
            throw new IllegalStateException(
                    "item %s breaks rules of publication: %s".formatted(item.code(), broken));
        }
    }

    private void requireUnchanged(ItemDefinition file, List<ItemDefinition> published) {
        boolean same =
                published.stream()
                        .filter(item -> item.code().equals(file.code()))
                        .filter(item -> item.version() == file.version())
                        .map(json::valueToTree)
                        .allMatch(json.valueToTree(file)::equals);
        if (!same) {
            throw new IllegalStateException(
                    "item %s version %d is published and cannot change; give it a new version"
                            .formatted(file.code(), file.version()));
        }
    }

    private record Publication(ItemDefinition item, String definition) {}
}
