package city.zhanqiao.appointments.person;

import city.zhanqiao.city.identity.ResidentId;

import org.springframework.r2dbc.core.DatabaseClient;

import reactor.core.publisher.Mono;

import java.util.List;

/**
 * Authority has ended before its time: whoever booked by it has the booking in no list any more and
 * hears no more of it; from now on whoever comes does. Acts were refused before this, by asking.
 */
final class LettingGo {

    private static final String LET_GO =
            """
            UPDATE booking SET agent = NULL, changed_in = pg_current_xact_id()
             WHERE agent = :agent AND resident = :principal
               AND 'booking:' || service = ANY(:items)
            """;

    private final DatabaseClient database;

    LettingGo(DatabaseClient database) {
        this.database = database;
    }

    Mono<Void> letGo(ProxyEnded ended) {
        return database.sql(LET_GO)
                .bind("agent", ended.agentId().value())
                .bind("principal", ended.principalId().value())
                .bind("items", ended.items().toArray(String[]::new))
                .then();
    }

    /** What the residents' service tells. */
    record ProxyEnded(ResidentId principalId, ResidentId agentId, List<String> items) {}
}
