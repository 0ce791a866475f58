package city.zhanqiao.data.pilot;

import city.zhanqiao.city.calendar.CityTime;
import city.zhanqiao.city.division.DivisionCode;
import city.zhanqiao.city.pilot.Admission;
import city.zhanqiao.city.pilot.KnownPilot;
import city.zhanqiao.city.pilot.Newcomer;
import city.zhanqiao.data.database.Columns;
import city.zhanqiao.data.event.CloudEvent;
import city.zhanqiao.data.event.EventSubscription;

import io.r2dbc.spi.Readable;

import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * What the pilots have opened, in this service's own database: it answers while {@code pilots} is
 * away and after a restart, and what it does not know is closed. All instances of the service share
 * it, so a stop holds on all of them at the same moment.
 *
 * <pre>{@code
 * @Bean
 * EventSubscription pilots(PilotCopy copy) {
 *     return copy.subscription();
 * }
 * }</pre>
 */
public final class PilotCopy {

    private static final List<String> MOVES =
            List.of("planned", "opened", "adjusted", "expanded", "stopped");

    private static final String STOPPED = "STOPPED";

    private static final String PUT =
            """
            INSERT INTO pilot_copy AS known (pilot, revision, scenario, district, state, opens_on,
                                             closes_on, share, groups, channels, quota)
            VALUES (:pilot, :revision, :scenario, :district, :state, :opensOn, :closesOn, :share,
                    :groups, :channels, :quota)
            ON CONFLICT (pilot) DO UPDATE
               SET revision = excluded.revision, state = excluded.state,
                   opens_on = excluded.opens_on, closes_on = excluded.closes_on,
                   share = excluded.share, groups = excluded.groups, channels = excluded.channels,
                   quota = excluded.quota
             WHERE known.revision < excluded.revision
            """;

    private static final String OF_SCENARIO =
            """
            SELECT pilot, revision, district, state, opens_on, closes_on, share, groups, channels,
                   quota, taken
              FROM pilot_copy
             WHERE scenario = :scenario AND state <> 'PLANNED'
             ORDER BY district, opens_on
            """;

    /**
     * Everybody who begins something passes this gate, and a change of the copy shuts it until it
     * is written. Its queue is fair: however many press in, a stop waits only for those before it.
     * (Locks on rows alone would let newcomers overtake a waiting stop for as long as they come.)
     */
    private static final String GATE =
            """
            gate AS MATERIALIZED (
                SELECT pg_advisory_xact_lock_shared(hashtextextended('pilot copy', 0)))
            """;

    private static final String SHUT_GATE =
            "SELECT pg_advisory_xact_lock(hashtextextended('pilot copy', 0))";

    /** Waits for a stop that is being written, and then finds nothing. */
    private static final String HOLD =
            "WITH "
                    + GATE
                    + """
                      SELECT 1 FROM gate, pilot_copy
                       WHERE pilot = :pilot AND revision = :revision
                         FOR SHARE OF pilot_copy
                    """;

    private static final String TAKE =
            "WITH "
                    + GATE
                    + """
                      UPDATE pilot_copy SET taken = taken + 1 FROM gate
                       WHERE pilot = :pilot AND revision = :revision AND taken < quota
                    """;

    /**
     * Keeps the pilots of a scenario as they are; those with a quota for this transaction alone.
     */
    private static final String HOLD_ALL =
            "WITH "
                    + GATE
                    + """
                      , counted AS (
                          SELECT pilot_copy.* FROM gate, pilot_copy
                           WHERE scenario = :scenario AND state <> 'PLANNED' AND quota IS NOT NULL
                           ORDER BY pilot FOR NO KEY UPDATE OF pilot_copy),
                      others AS (
                          SELECT pilot_copy.* FROM gate, pilot_copy
                           WHERE scenario = :scenario AND state <> 'PLANNED' AND quota IS NULL
                           ORDER BY pilot FOR SHARE OF pilot_copy)
                      SELECT * FROM counted UNION ALL SELECT * FROM others
                       ORDER BY district, opens_on
                    """;

    private static final String OPEN_OF_KIND =
            """
            SELECT DISTINCT district FROM pilot_copy
             WHERE starts_with(scenario, :kind || ':') AND state NOT IN ('PLANNED', 'STOPPED')
               AND opens_on <= :today AND (closes_on IS NULL OR closes_on >= :today)
             ORDER BY district
            """;

    private static final String COUNT =
            "UPDATE pilot_copy SET taken = taken + :more WHERE pilot = :pilot";

    private final DatabaseClient database;
    private final InstantSource clock;

    PilotCopy(DatabaseClient database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * Decides about something new, in the transaction that makes it: a stop that comes first is
     * obeyed, one that comes later finds it made. Takes one of the quota, if there is one.
     *
     * @param scenario such as {@code item:elder-card}
     */
    public Mono<Admission> admit(String scenario, Newcomer newcomer) {
        return read(scenario)
                .collectList()
                .flatMap(rows -> confirm(rows, decide(scenario, rows, newcomer)))
                .repeatWhenEmpty(lost -> lost);
    }

    /**
     * Decides about many in one transaction. Nothing about the scenario changes before it ends.
     *
     * @param scenario such as {@code hall:civic-centre}
     */
    public Mono<Doorkeeper> doorkeeper(String scenario) {
        LocalDate today = CityTime.today(clock);
        return database.sql(HOLD_ALL)
                .bind("scenario", scenario)
                .map(row -> toRow(row).pilot())
                .all()
                .collectList()
                .map(pilots -> new Doorkeeper(scenario, pilots, today));
    }

    /** Takes from the quotas as many as the doorkeeper has counted, in the same transaction. */
    public Mono<Void> count(Doorkeeper doorkeeper) {
        return Flux.fromIterable(doorkeeper.counted().entrySet())
                .concatMap(one ->
                        database.sql(COUNT)
                                .bind("pilot", one.getKey())
                                .bind("more", one.getValue())
                                .then())
                .then();
    }

    /** What {@link #admit} would say now. Nothing is held or taken. */
    public Mono<Admission> look(String scenario, Newcomer newcomer) {
        return read(scenario).collectList().map(rows -> decide(scenario, rows, newcomer));
    }

    /** The districts in which anybody may begin the scenario today. */
    public Mono<List<DivisionCode>> openIn(String scenario) {
        LocalDate today = CityTime.today(clock);
        return read(scenario)
                .map(Row::pilot)
                .filter(pilot -> pilot.isOpenOn(today))
                .map(KnownPilot::district)
                .distinct()
                .collectList();
    }

    /**
     * The districts in which some scenario of a kind is open today.
     *
     * @param kind such as {@code hall}
     */
    public Mono<List<DivisionCode>> openInAny(String kind) {
        return database.sql(OPEN_OF_KIND)
                .bind("kind", kind)
                .bind("today", CityTime.today(clock))
                .map(row -> new DivisionCode(Columns.get(row, "district", String.class)))
                .all()
                .collectList();
    }

    /** Keeps the copy right. */
    public EventSubscription subscription() {
        return subscription((scenario, district) -> Mono.empty());
    }

    /**
     * Keeps the copy right, and lets the service tell whoever is in the middle of what has been
     * stopped, in the transaction that obeys the stop.
     */
    public EventSubscription subscription(Stop stop) {
        EventSubscription all = EventSubscription.to("pilots");
        for (String move : MOVES) {
            all =
                    all.on(
                            "city.zhanqiao.pilot." + move + ".v1",
                            Told.class,
                            (event, pilot) ->
                                    put(event, pilot)
                                            .filter(isNew -> isNew && isStop(pilot))
                                            .flatMap(stopped -> tell(stop, pilot)));
        }
        return all;
    }

    /** What was never open is nobody's affair. */
    private boolean isStop(Told pilot) {
        return pilot.state().equals(STOPPED) && !pilot.opensOn().isAfter(CityTime.today(clock));
    }

    /** Where another pilot of the scenario goes on, nothing ends. */
    private Mono<Void> tell(Stop stop, Told pilot) {
        DivisionCode district = new DivisionCode(pilot.district());
        return openIn(pilot.scenario())
                .filter(open -> !open.contains(district))
                .flatMap(closed -> stop.of(pilot.scenario(), district));
    }

    /** Empty when the pilot has changed in between: then everything is read again. */
    private Mono<Admission> confirm(List<Row> rows, Admission admission) {
        return switch (admission) {
            case Admission.Open(KnownPilot pilot) ->
                    hold(rows, pilot).filter(held -> held).map(held -> admission);
            case Admission.Outside outside -> Mono.just(outside);
            case Admission.Closed closed -> Mono.just(closed);
        };
    }

    private Mono<Boolean> hold(List<Row> rows, KnownPilot pilot) {
        long revision =
                rows.stream()
                        .filter(row -> row.pilot().equals(pilot))
                        .mapToLong(Row::revision)
                        .findFirst()
                        .orElseThrow();
        GenericExecuteSpec hold =
                database.sql(pilot.quota().isPresent() ? TAKE : HOLD)
                        .bind("pilot", pilot.id())
                        .bind("revision", revision);
        return pilot.quota().isPresent()
                ? hold.fetch().rowsUpdated().map(rowsTaken -> rowsTaken == 1)
                : hold.fetch().all().hasElements();
    }

    private Admission decide(String scenario, List<Row> rows, Newcomer newcomer) {
        List<KnownPilot> pilots = rows.stream().map(Row::pilot).toList();
        return Admission.decide(scenario, pilots, newcomer, CityTime.today(clock));
    }

    private Flux<Row> read(String scenario) {
        return database.sql(OF_SCENARIO).bind("scenario", scenario).map(PilotCopy::toRow).all();
    }

    /** An older event that staff send again does not undo a newer one. */
    private Mono<Boolean> put(CloudEvent event, Told pilot) {
        GenericExecuteSpec put =
                database.sql(PUT)
                        .bind("pilot", pilot.pilotId())
                        .bind("revision", event.sequence())
                        .bind("scenario", pilot.scenario())
                        .bind("district", pilot.district())
                        .bind("state", pilot.state())
                        .bind("opensOn", pilot.opensOn())
                        .bind("share", pilot.share())
                        .bind("groups", pilot.groups().toArray(String[]::new))
                        .bind("channels", pilot.channels().toArray(String[]::new));
        put = Columns.bind(put, "closesOn", pilot.closesOn(), LocalDate.class);
        put = Columns.bind(put, "quota", pilot.quota(), Integer.class);
        return database.sql(SHUT_GATE)
                .fetch()
                .all()
                .then(put.fetch().rowsUpdated())
                .map(rows -> rows == 1);
    }

    private static Row toRow(Readable row) {
        return new Row(
                Columns.get(row, "revision", Long.class),
                new KnownPilot(
                        Columns.get(row, "pilot", UUID.class),
                        new DivisionCode(Columns.get(row, "district", String.class)),
                        Columns.get(row, "state", String.class).equals(STOPPED),
                        Columns.get(row, "opens_on", LocalDate.class),
                        Columns.find(row, "closes_on", LocalDate.class),
                        Columns.get(row, "share", Integer.class),
                        Set.of(Columns.get(row, "groups", String[].class)),
                        Set.of(Columns.get(row, "channels", String[].class)),
                        Columns.find(row, "quota", Integer.class),
                        Columns.get(row, "taken", Integer.class)));
    }

    /** What a service does when nothing new is taken any more. */
    @FunctionalInterface
    public interface Stop {

        /**
         * Tells whoever is affected; may only touch this service's database.
         *
         * @param scenario such as {@code item:elder-card}
         */
        Mono<Void> of(String scenario, DivisionCode district);
    }

    private record Row(long revision, KnownPilot pilot) {}

    /** What the pilots' events tell. */
    private record Told(
            UUID pilotId,
            String scenario,
            String district,
            String state,
            LocalDate opensOn,
            Optional<LocalDate> closesOn,
            int share,
            List<String> groups,
            List<String> channels,
            Optional<Integer> quota) {}
}
