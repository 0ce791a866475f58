package city.zhanqiao.pilots.pilot;

import city.zhanqiao.city.Version;
import city.zhanqiao.city.division.DivisionCode;
import city.zhanqiao.city.identity.StaffId;
import city.zhanqiao.data.database.Transactions;
import city.zhanqiao.data.event.EventLog;
import city.zhanqiao.data.json.CityTypesModule;

import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.r2dbc.core.DatabaseClient;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import tools.jackson.databind.DeserializationFeature;
import tools.jackson.dataformat.yaml.YAMLMapper;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Enters the rounds of pilots that come with the service. Each line is entered once; from then on
 * the pilot office moves it, and a later change of the file changes nothing that was entered.
 */
final class Batches {

    private static final String FILES = "classpath*:registry/*.yml";

    /** Stands as the author of what the configuration enters; its paper was decided elsewhere. */
    private static final StaffId CONFIGURATION = new StaffId("configuration");

    private static final PilotId NONE = new PilotId(new UUID(0, 0));

    private static final String ADD_BATCH =
            """
            INSERT INTO batch (code, title, title_en, paper, mid_term_on, final_on)
            VALUES (:code, :title, :titleEn, :paper, :midTermOn, :finalOn)
            ON CONFLICT (code) DO NOTHING
            """;

    /** Services of one name that start at once take turns. */
    private static final String TAKE_TURNS =
            "SELECT pg_advisory_xact_lock(hashtext('pilots batches'))";

    private final DatabaseClient database;
    private final Pilots pilots;
    private final Moves moves;
    private final Scenarios scenarios;
    private final EventLog events;
    private final Transactions transactions;
    private final InstantSource clock;

    Batches(
            DatabaseClient database,
            Pilots pilots,
            Moves moves,
            Scenarios scenarios,
            EventLog events,
            Transactions transactions,
            InstantSource clock) {
        this.database = database;
        this.pilots = pilots;
        this.moves = moves;
        this.scenarios = scenarios;
        this.events = events;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** Enters what is new and gives the number of new pilots. */
    Mono<Long> enter() {
        return transactions.run(
                database.sql(TAKE_TURNS)
                        .fetch()
                        .first()
                        .thenMany(Flux.fromIterable(readFiles()))
                        .concatMap(this::enter)
                        .count());
    }

    private Flux<PilotId> enter(Batch batch) {
        return addBatch(batch)
                .thenMany(Flux.fromIterable(batch.openings()))
                .concatMap(opening ->
                        Flux.fromIterable(opening.scenarios())
                                .concatMap(opened -> enter(batch, opening.districts(), opened)));
    }

    private Flux<PilotId> enter(Batch batch, List<DivisionCode> districts, Batch.Opened opened) {
        return scenarios
                .add(opened.toScenario())
                .thenMany(Flux.fromIterable(districts))
                .concatMap(district -> enter(batch, opened, district));
    }

    private Mono<PilotId> enter(Batch batch, Batch.Opened opened, DivisionCode district) {
        Instant now = clock.instant();
        Pilot pilot = toPilot(NONE, batch, opened, district);
        return pilots.add(pilot, Optional.of(opened.seed(batch.batch(), district)), now)
                .flatMap(id ->
                        moves.add(id, toMove(batch, pilot.terms(), now))
                                .then(
                                        events.append(
                                                PilotChanged.by(
                                                        Move.Kind.OPENING,
                                                        toPilot(id, batch, opened, district))))
                                .thenReturn(id));
    }

    private Mono<Void> addBatch(Batch batch) {
        return database.sql(ADD_BATCH)
                .bind("code", batch.batch())
                .bind("title", batch.title().zh())
                .bind("titleEn", batch.title().en())
                .bind("paper", batch.paper())
                .bind("midTermOn", batch.midTermOn())
                .bind("finalOn", batch.finalOn())
                .then();
    }

    private static Pilot toPilot(
            PilotId id, Batch batch, Batch.Opened opened, DivisionCode district) {
        return new Pilot(
                id,
                new Version(1),
                opened.code(),
                district,
                Pilot.State.PILOT,
                new Terms(
                        batch.opensOn(),
                        batch.closesOn(),
                        100,
                        List.of(),
                        List.of(Terms.Channel.values()),
                        Optional.empty()),
                Optional.empty(),
                Optional.of(batch.batch()),
                Optional.empty());
    }

    private static Move toMove(Batch batch, Terms terms, Instant at) {
        return new Move(
                UUID.randomUUID(),
                Move.Kind.OPENING,
                Move.Status.DONE,
                batch.reason(),
                batch.paper(),
                Optional.empty(),
                Optional.of(terms),
                batch.opensOn(),
                CONFIGURATION,
                at,
                Optional.empty(),
                Optional.of(at),
                Optional.empty(),
                Optional.of(at));
    }

    static List<Batch> readFiles() {
        YAMLMapper yaml =
                YAMLMapper.builder()
                        .addModule(new CityTypesModule())
                        .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                        .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
                        .build();
        List<Batch> read = new ArrayList<>();
        try {
            for (Resource file : new PathMatchingResourcePatternResolver().getResources(FILES)) {
                read.add(yaml.readValue(file.getInputStream(), Batch.class));
            }
        } catch (IOException fault) {
            throw new IllegalStateException("the registry cannot be read", fault);
        }
        return read;
    }
}
