package city.zhanqiao.appointments.person;

import city.zhanqiao.city.identity.ResidentId;

import org.springframework.r2dbc.core.DatabaseClient;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import java.util.List;

/**
 * A resident who was first known at a window has logged in: what was kept under the former id
 * follows. Open bookings follow when they cannot collide with others; the rest once they have
 * ended.
 */
final class Joining {

    private static final List<String> RE_OWN =
            List.of(
                    """
                    UPDATE booking SET resident = :resident, changed_in = pg_current_xact_id()
                     WHERE resident = :former
                       AND (NOT open OR NOT EXISTS (SELECT 1 FROM booking AS own
                                                     WHERE own.resident = :resident AND own.open))
                    """,
                    "UPDATE booking SET agent = :resident WHERE agent = :former",
                    """
                    UPDATE ticket SET resident = :resident
                     WHERE resident = :former AND state IN ('DONE', 'MISSED')
                    """,
                    """
                    INSERT INTO restriction (resident, until, missed)
                    SELECT :resident, until, missed FROM restriction WHERE resident = :former
                    ON CONFLICT (resident) DO UPDATE
                       SET until = GREATEST(restriction.until, excluded.until)
                    """);

    private final DatabaseClient database;

    Joining(DatabaseClient database) {
        this.database = database;
    }

    Mono<Void> join(ResidentId former, ResidentId resident) {
        return Flux.fromIterable(RE_OWN)
                .concatMap(sql ->
                        database.sql(sql)
                                .bind("resident", resident.value())
                                .bind("former", former.value())
                                .then())
                .then();
    }
}
