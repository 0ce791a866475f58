package city.zhanqiao.pilots.pilot;

import city.zhanqiao.city.Outcome;
import city.zhanqiao.city.Version;
import city.zhanqiao.city.division.DivisionCode;
import city.zhanqiao.data.database.Columns;
import city.zhanqiao.pilots.pilot.Pilot.State;
import city.zhanqiao.pilots.pilot.Terms.Channel;

import io.r2dbc.spi.Readable;

import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;

/** The stored pilots. A change is one statement that only takes effect on the version it saw. */
final class Pilots {

    private static final String COLUMNS =
            """
            id, version, batch, scenario, district, state, opens_on, closes_on, share, groups, channels,
            quota, stopped_on, copied_from
            """;

    /** Gives nothing when the seed was planted before. */
    private static final String ADD =
            """
            INSERT INTO pilot (batch, seed, scenario, district, state, opens_on, closes_on, share,
                               groups, channels, quota, copied_from, created_at)
            VALUES (:batch, :seed, :scenario, :district, :state, :opensOn, :closesOn, :share,
                    :groups, :channels, :quota, :copiedFrom, :at)
            ON CONFLICT (seed) DO NOTHING
            RETURNING id
            """;

    private static final String FIND = "SELECT " + COLUMNS + " FROM pilot WHERE id = :id";

    private static final String TOUCH =
            "UPDATE pilot SET version = version + 1 WHERE id = :id AND version = :version";

    private static final String CHANGE =
            """
            UPDATE pilot
               SET version = version + 1, state = :state, opens_on = :opensOn, closes_on = :closesOn,
                   share = :share, groups = :groups, channels = :channels, quota = :quota,
                   stopped_on = :stoppedOn
             WHERE id = :id AND version = :version
            """;

    private static final String LIST =
            "SELECT "
                    + COLUMNS
                    + """
                      FROM pilot
                     WHERE (:district IS NULL OR district = :district)
                       AND (:scenario IS NULL OR scenario = :scenario)
                       AND (:state IS NULL OR state = :state)
                       AND (:after IS NULL OR id > :after)
                     ORDER BY id
                     LIMIT :limit
                    """;

    private static final String CURRENT =
            "SELECT "
                    + COLUMNS
                    + """
                      FROM pilot
                     WHERE state <> 'STOPPED' AND (closes_on IS NULL OR closes_on >= :today)
                     ORDER BY scenario, district, opens_on
                    """;

    private final DatabaseClient database;

    Pilots(DatabaseClient database) {
        this.database = database;
    }

    /** Stores a new pilot at version 1 and gives its id; nothing if the seed is there already. */
    Mono<PilotId> add(Pilot pilot, Optional<String> seed, Instant at) {
        GenericExecuteSpec add =
                database.sql(ADD)
                        .bind("scenario", pilot.scenario().value())
                        .bind("district", pilot.district().value())
                        .bind("at", Columns.timestamp(at));
        add = Columns.bind(add, "batch", pilot.batch(), String.class);
        add = Columns.bind(add, "seed", seed, String.class);
        add = Columns.bind(add, "copiedFrom", pilot.copiedFrom().map(PilotId::value), UUID.class);
        return bindState(add, pilot)
                .map(row -> new PilotId(Columns.get(row, "id", UUID.class)))
                .one();
    }

    /** Stores a new pilot, if its time is free. */
    Mono<Outcome<PilotId, Refusal>> enter(Pilot plan, Instant at) {
        return add(plan, Optional.empty(), at)
                .map(Outcome::<PilotId, Refusal>done)
                .onErrorResume(
                        Pilots::isOverlap,
                        fault -> Mono.just(Outcome.refused(new Refusal.Overlaps())));
    }

    Mono<Pilot> find(PilotId id) {
        return database.sql(FIND).bind("id", id.value()).map(Pilots::toPilot).one();
    }

    /** Makes a new version of a pilot whose moves change; holds it for the transaction. */
    Mono<Outcome<Version, Refusal>> touch(Pilot pilot) {
        return database.sql(TOUCH)
                .bind("id", pilot.id().value())
                .bind("version", pilot.version().number())
                .fetch()
                .rowsUpdated()
                .map(rows -> changed(rows, pilot));
    }

    /** Stores the pilot after a move, if it is still at the version that was seen. */
    Mono<Outcome<Version, Refusal>> change(Pilot moved) {
        GenericExecuteSpec change =
                database.sql(CHANGE)
                        .bind("id", moved.id().value())
                        .bind("version", moved.version().number());
        change = Columns.bind(change, "stoppedOn", moved.stoppedOn(), LocalDate.class);
        return bindState(change, moved)
                .fetch()
                .rowsUpdated()
                .map(rows -> changed(rows, moved))
                .onErrorResume(Pilots::isOverlap, fault -> Mono.just(overlaps()));
    }

    Flux<Pilot> list(
            Optional<DivisionCode> district,
            Optional<ScenarioCode> scenario,
            Optional<State> state,
            Optional<UUID> after,
            int limit) {
        GenericExecuteSpec list = database.sql(LIST).bind("limit", limit);
        list = Columns.bind(list, "district", district.map(DivisionCode::value), String.class);
        list = Columns.bind(list, "scenario", scenario.map(ScenarioCode::value), String.class);
        list = Columns.bind(list, "state", state.map(State::name), String.class);
        return Columns.bind(list, "after", after, UUID.class).map(Pilots::toPilot).all();
    }

    /** What is planned, open or to open, by scenario and district. */
    Flux<Pilot> current(LocalDate today) {
        return database.sql(CURRENT).bind("today", today).map(Pilots::toPilot).all();
    }

    private static GenericExecuteSpec bindState(GenericExecuteSpec statement, Pilot pilot) {
        Terms terms = pilot.terms();
        GenericExecuteSpec bound =
                statement
                        .bind("state", pilot.state().name())
                        .bind("opensOn", terms.opensOn())
                        .bind("share", terms.share())
                        .bind("groups", terms.groups().toArray(String[]::new))
                        .bind(
                                "channels",
                                terms.channels().stream()
                                        .map(Channel::name)
                                        .toArray(String[]::new));
        bound = Columns.bind(bound, "closesOn", terms.closesOn(), LocalDate.class);
        return Columns.bind(bound, "quota", terms.quota(), Integer.class);
    }

    private static Outcome<Version, Refusal> changed(long rows, Pilot pilot) {
        return rows == 1
                ? Outcome.done(new Version(pilot.version().number() + 1))
                : Outcome.refused(new Refusal.Stale());
    }

    private static Outcome<Version, Refusal> overlaps() {
        return Outcome.refused(new Refusal.Overlaps());
    }

    /** The database is the last guard against two pilots at one time. */
    static boolean isOverlap(Throwable fault) {
        return fault instanceof DataIntegrityViolationException
                && String.valueOf(fault.getMessage()).contains("pilot_overlap");
    }

    private static Pilot toPilot(Readable row) {
        return new Pilot(
                new PilotId(Columns.get(row, "id", UUID.class)),
                new Version(Columns.get(row, "version", Long.class)),
                new ScenarioCode(Columns.get(row, "scenario", String.class)),
                new DivisionCode(Columns.get(row, "district", String.class)),
                State.valueOf(Columns.get(row, "state", String.class)),
                new Terms(
                        Columns.get(row, "opens_on", LocalDate.class),
                        Columns.find(row, "closes_on", LocalDate.class),
                        Columns.get(row, "share", Integer.class),
                        Arrays.asList(Columns.get(row, "groups", String[].class)),
                        Arrays.stream(Columns.get(row, "channels", String[].class))
                                .map(Channel::valueOf)
                                .toList(),
                        Columns.find(row, "quota", Integer.class)),
                Columns.find(row, "stopped_on", LocalDate.class),
                Columns.find(row, "batch", String.class),
                Columns.find(row, "copied_from", UUID.class).map(PilotId::new));
    }
}
