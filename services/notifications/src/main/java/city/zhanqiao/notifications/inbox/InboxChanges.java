package city.zhanqiao.notifications.inbox;

import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.city.problem.ProblemException;
import city.zhanqiao.data.database.Columns;
import city.zhanqiao.notifications.NotificationsProblem;
import city.zhanqiao.web.page.Cursor;

import io.r2dbc.spi.Readable;

import org.springframework.r2dbc.core.DatabaseClient;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What has changed in an inbox since somebody looked. Changes of the own messages and changes of
 * broadcasts are counted apart, each in the order of their commits, so none is passed over.
 */
public final class InboxChanges {

    private static final String HEAD =
            """
            SELECT coalesce(max(last_seq), 0) AS own, coalesce(max(placed_at_seq), 0) AS placed,
                   (SELECT last_seq FROM broadcast_counter) AS town
              FROM recipient WHERE resident = :resident
            """;

    private static final String OWN =
            "SELECT * FROM ((SELECT "
                    + InboxRows.ITEM
                    + """
                      FROM inbox_item AS item
                     WHERE item.resident = :resident AND item.seq > :since AND item.seq <= :head
                     ORDER BY item.seq LIMIT :limit)
                    UNION ALL (SELECT
                    """
                    + InboxRows.BROADCAST
                    + InboxRows.CONCERNING
                    + """
                       AND mark.seq > :since AND mark.seq <= :head
                     ORDER BY mark.seq LIMIT :limit)) AS message
                     ORDER BY seq LIMIT :limit
                    """;

    private static final String TOWN =
            "SELECT "
                    + InboxRows.BROADCAST
                    + ", broadcast.seq AS town_seq"
                    + InboxRows.CONCERNING
                    + """
                       AND broadcast.seq > :since AND broadcast.seq <= :head
                     ORDER BY broadcast.seq LIMIT :limit
                    """;

    private static final String TOWN_HEAD = "SELECT last_seq FROM broadcast_counter";

    private static final String TOLD =
            """
            SELECT recipient.resident, broadcast.id, broadcast.gone_at IS NOT NULL AS gone,
                   coalesce(mark.version, 1) AS version
              FROM broadcast JOIN recipient ON concerns(broadcast, recipient)
              LEFT JOIN broadcast_mark AS mark
                ON mark.broadcast = broadcast.id AND mark.resident = recipient.resident
             WHERE broadcast.seq > :since AND broadcast.seq <= :head
               AND recipient.resident = ANY(:among)
             ORDER BY broadcast.seq
            """;

    private static final String OWN_HEADS =
            "SELECT resident, last_seq FROM recipient WHERE resident = ANY(:among)";

    private final DatabaseClient database;
    private final InboxRows rows;

    InboxChanges(DatabaseClient database, InboxRows rows) {
        this.database = database;
        this.rows = rows;
    }

    /**
     * A place in the changes of one inbox.
     *
     * @param own among the changes of the own messages
     * @param town among the changes of the broadcasts
     */
    public record Place(long own, long town) {

        public static Place of(Cursor token) {
            return new Place(token.number(0), token.number(1));
        }

        public Cursor token() {
            return Cursor.of(own, town);
        }
    }

    /**
     * Some changes in order.
     *
     * @param items as they are now
     * @param gone broadcasts that were taken back
     * @param more there are further ones after {@code next}
     */
    public record Changes(List<InboxItem> items, List<UUID> gone, Place next, boolean more) {

        public Changes {
            items = List.copyOf(items);
            gone = List.copyOf(gone);
        }

        public boolean isEmpty() {
            return items.isEmpty() && gone.isEmpty();
        }
    }

    /** Where the changes of an inbox stand. */
    public Mono<Place> head(ResidentId resident) {
        return readHead(resident).map(Head::place);
    }

    /**
     * What changed after a place; told as {@code CHANGES_NOT_KNOWN} when that place is not one of
     * this inbox any more.
     */
    public Mono<Changes> since(ResidentId resident, Place since, int limit) {
        return readHead(resident)
                .filter(head -> head.knows(since))
                .switchIfEmpty(
                        Mono.error(
                                () -> new ProblemException(NotificationsProblem.CHANGES_NOT_KNOWN)))
                .flatMap(head -> read(resident, since, head.place(), limit));
    }

    /** Where the changes of the broadcasts stand. */
    public Mono<Long> town() {
        return database.sql(TOWN_HEAD).map(row -> Columns.get(row, "last_seq", Long.class)).one();
    }

    /** What changed for each of some residents between two places of the broadcasts. */
    public Flux<Told> told(Collection<ResidentId> among, long since, long head) {
        return database.sql(TOLD)
                .bind("since", since)
                .bind("head", head)
                .bind("among", array(among))
                .map(InboxChanges::toTold)
                .all();
    }

    /** Where the own messages of some residents stand; whoever is not known has none. */
    public Mono<Map<ResidentId, Long>> ownHeads(Collection<ResidentId> among) {
        return database.sql(OWN_HEADS)
                .bind("among", array(among))
                .map(row ->
                        Map.entry(
                                new ResidentId(Columns.get(row, "resident", String.class)),
                                Columns.get(row, "last_seq", Long.class)))
                .all()
                .collectMap(Map.Entry::getKey, Map.Entry::getValue);
    }

    /**
     * A broadcast that is another now for a resident.
     *
     * @param gone it was taken back
     */
    public record Told(ResidentId resident, UUID id, boolean gone, long version) {}

    private static Told toTold(Readable row) {
        return new Told(
                new ResidentId(Columns.get(row, "resident", String.class)),
                Columns.get(row, "id", UUID.class),
                Columns.get(row, "gone", Boolean.class),
                Columns.get(row, "version", Long.class));
    }

    private static String[] array(Collection<ResidentId> residents) {
        return residents.stream().map(ResidentId::value).toArray(String[]::new);
    }

    private Mono<Changes> read(ResidentId resident, Place since, Place head, int limit) {
        return changes(OWN, "seq", resident, since.own(), head.own(), limit)
                .zipWith(changes(TOWN, "town_seq", resident, since.town(), head.town(), limit))
                .map(both -> toChanges(both.getT1(), both.getT2(), head, limit));
    }

    private Mono<List<Row>> changes(
            String query, String seq, ResidentId resident, long since, long head, int limit) {
        if (since >= head) {
            return Mono.just(List.of());
        }
        return database.sql(query)
                .bind("resident", resident.value())
                .bind("since", since)
                .bind("head", head)
                .bind("limit", limit)
                .map(row -> toRow(row, seq))
                .all()
                .collectList();
    }

    private static Changes toChanges(List<Row> own, List<Row> town, Place head, int limit) {
        List<InboxItem> items = new ArrayList<>();
        List<UUID> gone = new ArrayList<>();
        for (List<Row> rows : List.of(own, town)) {
            for (Row row : rows) {
                if (row.gone()) {
                    gone.add(row.item().id());
                } else {
                    items.add(row.item());
                }
            }
        }
        return new Changes(
                items,
                gone,
                new Place(reached(own, head.own(), limit), reached(town, head.town(), limit)),
                own.size() == limit || town.size() == limit);
    }

    private static long reached(List<Row> rows, long head, int limit) {
        return rows.size() == limit ? rows.getLast().seq() : head;
    }

    private Mono<Head> readHead(ResidentId resident) {
        return database.sql(HEAD)
                .bind("resident", resident.value())
                .map(row ->
                        new Head(
                                new Place(
                                        Columns.get(row, "own", Long.class),
                                        Columns.get(row, "town", Long.class)),
                                Columns.get(row, "placed", Long.class)))
                .one();
    }

    private Row toRow(Readable row, String seq) {
        return new Row(
                rows.toItem(row),
                Columns.get(row, seq, Long.class),
                Columns.get(row, "gone", Boolean.class));
    }

    private record Row(InboxItem item, long seq, boolean gone) {}

    /**
     * Where an inbox stands.
     *
     * @param placedAt when the resident's places last changed, and with them what concerns them
     */
    private record Head(Place place, long placedAt) {

        boolean knows(Place since) {
            return since.own() >= placedAt
                    && since.own() <= place.own()
                    && since.town() <= place.town()
                    && since.town() >= 0;
        }
    }
}
