package city.zhanqiao.applications.casework;

import city.zhanqiao.data.database.Columns;
import city.zhanqiao.data.encryption.FieldCipher;

import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import tools.jackson.databind.json.JsonMapper;

import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;

/** The stored cases on which time has something to do, and their due dates. */
final class DueCases {

    private static final String DUE_TIMERS =
            """
            SELECT id FROM application WHERE timer_on < :today AND id > :after
             ORDER BY id LIMIT :limit
            """;

    private static final String LOCK_DUE =
            "SELECT "
                    + ApplicationRow.COLUMNS
                    + " FROM application WHERE id = :id AND timer_on < :today FOR UPDATE SKIP"
                    + " LOCKED";

    private static final String PROVISIONAL =
            "SELECT "
                    + ApplicationRow.COLUMNS
                    + " FROM application WHERE due_status = 'PROVISIONAL' AND id > :after ORDER BY"
                    + " id LIMIT :limit";

    private static final String MOVE_DUE =
            """
            UPDATE application
               SET due_on = :dueOn, due_status = :dueStatus, timer_on = :timerOn,
                   changed_tx = pg_current_xact_id()
             WHERE id = :id AND version = :version
               AND (due_on, due_status, timer_on)
                   IS DISTINCT FROM (:dueOn::date, :dueStatus::text, :timerOn::date)
            """;

    private final DatabaseClient database;
    private final ApplicationRow rows;
    private final CaseClock clocks;

    DueCases(DatabaseClient database, FieldCipher cipher, JsonMapper json, CaseClock clocks) {
        this.database = database;
        this.rows = new ApplicationRow(cipher, json);
        this.clocks = clocks;
    }

    /** Cases on which the clock has to act, in the order of their ids. */
    Flux<ApplicationId> listDue(LocalDate today, UUID after, int limit) {
        return database.sql(DUE_TIMERS)
                .bind("today", today)
                .bind("after", after)
                .bind("limit", limit)
                .map(row -> new ApplicationId(Columns.get(row, "id", UUID.class)))
                .all();
    }

    /** Empty when another instance holds it or has acted already. */
    Mono<Application> lockDue(ApplicationId id, LocalDate today) {
        return database.sql(LOCK_DUE)
                .bind("id", id.value())
                .bind("today", today)
                .map(rows::read)
                .one();
    }

    /** Cases whose due date lies in a year that is not yet official. */
    Flux<Application> listProvisional(UUID after, int limit) {
        return database.sql(PROVISIONAL)
                .bind("after", after)
                .bind("limit", limit)
                .map(rows::read)
                .all();
    }

    /** Counts the stored due date anew on the calendar of today; apps hear of it if it moved. */
    Mono<Void> moveDue(Application it) {
        Optional<CaseClock.Due> due = clocks.due(it);
        GenericExecuteSpec move =
                database.sql(MOVE_DUE)
                        .bind("id", it.facts().id().value())
                        .bind("version", it.facts().version().number());
        move = Columns.bind(move, "dueOn", due.map(CaseClock.Due::on), LocalDate.class);
        move =
                Columns.bind(
                        move, "dueStatus", due.map(found -> found.calendar().name()), String.class);
        return Columns.bind(move, "timerOn", clocks.timer(it), LocalDate.class).then();
    }
}
