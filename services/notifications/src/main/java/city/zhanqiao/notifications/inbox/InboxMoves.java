package city.zhanqiao.notifications.inbox;

import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.data.database.Columns;
import city.zhanqiao.notifications.recipient.Recipients;

import org.springframework.r2dbc.core.DatabaseClient;

import reactor.core.publisher.Mono;

/** What happens to an inbox when its owner turns out to be somebody known, or leaves. */
final class InboxMoves {

    private static final String COUNT =
            "SELECT count(*) AS items FROM inbox_item WHERE resident = :former";

    /** To the new inbox they are changes like any other, after all earlier ones. */
    private static final String MOVE =
            """
            UPDATE inbox_item
               SET resident = :resident, seq = :last - :items + moved.place,
                   version = inbox_item.version + 1
              FROM (SELECT id, row_number() OVER (ORDER BY seq) AS place
                      FROM inbox_item WHERE resident = :former) AS moved
             WHERE inbox_item.id = moved.id
            """;

    private static final String DELETE = "DELETE FROM inbox_item WHERE resident = :resident";

    private static final String DELETE_MARKS =
            "DELETE FROM broadcast_mark WHERE resident = :resident";

    private final DatabaseClient database;
    private final Recipients recipients;

    InboxMoves(DatabaseClient database, Recipients recipients) {
        this.database = database;
        this.recipients = recipients;
    }

    Mono<Void> move(ResidentId former, ResidentId resident) {
        return database.sql(COUNT)
                .bind("former", former.value())
                .map(row -> Columns.get(row, "items", Long.class))
                .one()
                .filter(items -> items > 0)
                .flatMap(items -> move(former, resident, items));
    }

    private Mono<Void> move(ResidentId former, ResidentId resident, long items) {
        return recipients
                .takeTurns(resident, items)
                .flatMap(turn ->
                        database.sql(MOVE)
                                .bind("resident", resident.value())
                                .bind("former", former.value())
                                .bind("last", turn.seq())
                                .bind("items", items)
                                .then());
    }

    Mono<Void> delete(ResidentId resident) {
        return database.sql(DELETE)
                .bind("resident", resident.value())
                .then()
                .then(database.sql(DELETE_MARKS).bind("resident", resident.value()).then());
    }
}
