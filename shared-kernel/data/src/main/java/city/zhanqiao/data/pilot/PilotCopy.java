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

    /** Waits for a stop that is being written, and then finds nothing. */
    private static final String HOLD =
            "SELECT 1 FROM pilot_copy WHERE pilot = :pilot AND revision = :revision FOR SHARE";

    private static final String TAKE =
            """
            UPDATE pilot_copy SET taken = taken + 1
             WHERE pilot = :pilot AND revision = :revision AND taken < quota
            """;

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

    /** Keeps the copy right. */
    public EventSubscription subscription() {
        EventSubscription all = EventSubscription.to("pilots");
        for (String move : MOVES) {
            all = all.on("city.zhanqiao.pilot." + move + ".v1", Told.class, this::put);
        }
        return all;
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
    private Mono<Void> put(CloudEvent event, Told pilot) {
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
        return Columns.bind(put, "quota", pilot.quota(), Integer.class).then();
    }

    private static Row toRow(Readable row) {
        return new Row(
                Columns.get(row, "revision", Long.class),
                new KnownPilot(
                        Columns.get(row, "pilot", UUID.class),
                        new DivisionCode(Columns.get(row, "district", String.class)),
                        Columns.get(row, "state", String.class).equals("STOPPED"),
                        Columns.get(row, "opens_on", LocalDate.class),
                        Columns.find(row, "closes_on", LocalDate.class),
                        Columns.get(row, "share", Integer.class),
                        Set.of(Columns.get(row, "groups", String[].class)),
                        Set.of(Columns.get(row, "channels", String[].class)),
                        Columns.find(row, "quota", Integer.class),
                        Columns.get(row, "taken", Integer.class)));
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
