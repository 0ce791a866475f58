package city.zhanqiao.appointments.hall;

import static java.util.stream.Collectors.toMap;

import city.zhanqiao.data.database.Columns;
import city.zhanqiao.data.json.CityTypesModule;

import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.r2dbc.core.DatabaseClient;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import tools.jackson.databind.DeserializationFeature;
import tools.jackson.dataformat.yaml.YAMLMapper;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The halls of the city, read from the files that come with the service. */
public final class Halls {

    private static final String FILES = "classpath*:halls/*.yml";

    private static final String PUT =
            """
            INSERT INTO hall (id, position) VALUES (:id, ll_to_earth(:latitude, :longitude))
            ON CONFLICT (id) DO UPDATE SET position = excluded.position
             WHERE hall.position <> excluded.position
            """;

    private static final String BY_DISTANCE =
            """
            SELECT id, earth_distance(position, ll_to_earth(:latitude, :longitude)) AS metres
              FROM hall
             ORDER BY metres
            """;

    private final DatabaseClient database;
    private final Map<String, Hall> byId;

    Halls(DatabaseClient database) {
        this.database = database;
        this.byId = read().stream().collect(toMap(Hall::id, Function.identity()));
    }

    /** All of them, by id. */
    public List<Hall> all() {
        return byId.values().stream().sorted(Comparator.comparing(Hall::id)).toList();
    }

    public Optional<Hall> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** The hall of a stored booking. */
    public Hall get(String id) {
        return find(id).orElseThrow(() -> new IllegalStateException("no hall " + id));
    }

    /** Finds a service where it is offered. */
    public Optional<Hall.Offer> offer(String hall, String service) {
        return find(hall).flatMap(found -> found.offer(service));
    }

    /** Metres to each hall as the crow flies, the nearest first. */
    Flux<Distance> byDistance(double latitude, double longitude) {
        return database.sql(BY_DISTANCE)
                .bind("latitude", latitude)
                .bind("longitude", longitude)
                .map(row ->
                        new Distance(
                                Columns.get(row, "id", String.class),
                                Math.round(Columns.get(row, "metres", Double.class))))
                .all();
    }

    /** Tells the database where the halls are; safe at every start. */
    Mono<Void> putPositions() {
        return Flux.fromIterable(all())
                .concatMap(hall ->
                        database.sql(PUT)
                                .bind("id", hall.id())
                                .bind("latitude", hall.latitude())
                                .bind("longitude", hall.longitude())
                                .then())
                .then();
    }

    static List<Hall> read() {
        YAMLMapper yaml =
                YAMLMapper.builder()
                        .addModule(new CityTypesModule())
                        .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                        .build();
        List<Hall> read = new ArrayList<>();
        try {
            for (Resource file : new PathMatchingResourcePatternResolver().getResources(FILES)) {
                read.add(check(yaml.readValue(file.getInputStream(), Hall.class)));
            }
        } catch (IOException fault) {
            throw new IllegalStateException("the halls cannot be read", fault);
        }
        return read;
    }

    private static Hall check(Hall hall) {
        for (Hall.DeskKind kind : hall.deskKinds()) {
            boolean whole =
                    kind.services().stream()
                            .allMatch(one -> one.minutes() % kind.slotMinutes() == 0);
            if (!whole || kind.places() < 1 || kind.reserve() < 0) {
                throw new IllegalStateException(
                        "desk %s cannot be booked as written".formatted(hall.desk(kind)));
            }
        }
        return hall;
    }

    /**
     * @param metres as the crow flies
     */
    record Distance(String hall, long metres) {}
}
