package city.zhanqiao.applications.casework;

import city.zhanqiao.city.identity.ResidentId;

import org.springframework.r2dbc.core.DatabaseClient;

import reactor.core.publisher.Mono;

import java.util.List;

/**
 * Authority has ended before its time: whoever applied by it has the case in no list any more and
 * hears no more of it. Acts were refused before this, by asking.
 */
final class LettingGo {

    /** The members of a bundle go with it. */
    private static final String LET_GO =
            """
            UPDATE application SET agent = NULL, changed_tx = pg_current_xact_id()
             WHERE agent = :agent AND resident = :principal
               AND coalesce(parent, id) IN (
                   SELECT id FROM application
                    WHERE resident = :principal AND agent = :agent
                      AND CASE kind WHEN 'BUNDLE' THEN 'bundle:' ELSE 'item:' END || item = ANY(:items))
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
