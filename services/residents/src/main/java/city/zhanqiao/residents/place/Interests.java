package city.zhanqiao.residents.place;

import city.zhanqiao.city.Version;
import city.zhanqiao.city.division.DivisionCode;
import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.data.database.Columns;
import city.zhanqiao.data.event.EventLog;
import city.zhanqiao.residents.profile.Departure;
import city.zhanqiao.residents.profile.Heirs;
import city.zhanqiao.residents.profile.HomeWatch;

import io.r2dbc.spi.Readable;

import org.springframework.r2dbc.core.DatabaseClient;

import reactor.core.publisher.Mono;

import java.util.ArrayList;
import java.util.List;

/** The stored interests. The home lies in the file and is read together with the rest. */
final class Interests implements Heirs, HomeWatch, Departure {

    private static final String ENSURE =
            """
            INSERT INTO interest (resident) SELECT id FROM resident WHERE id = :resident
            ON CONFLICT DO NOTHING
            """;

    private static final String FIND =
            """
            SELECT interest.version, interest.topics, interest.groups, resident.home_division,
                   coalesce((SELECT array_agg(kind || ' ' || division ORDER BY kind, division)
                               FROM place WHERE place.resident = resident.id), '{}') AS places
              FROM resident JOIN interest ON interest.resident = resident.id
             WHERE resident.id = :resident
            """;

    private static final String CHANGE =
            """
            UPDATE interest SET version = version + 1, topics = :topics, groups = :groups
             WHERE resident = :resident AND version = :version
            """;

    private static final String BUMP =
            "UPDATE interest SET version = version + 1 WHERE resident = :resident";

    private static final String CLEAR = "DELETE FROM place WHERE resident = :resident";

    private static final String PUT =
            """
            INSERT INTO place (resident, kind, division)
            SELECT :resident, * FROM unnest(:kinds::text[], :divisions::text[]) ON CONFLICT DO NOTHING
            """;

    /** Whoever had no log-in had no interests either; what there is goes. */
    private static final String FORGET = "DELETE FROM interest WHERE resident = :resident";

    private final DatabaseClient database;
    private final EventLog events;

    Interests(DatabaseClient database, EventLog events) {
        this.database = database;
        this.events = events;
    }

    Mono<Interest> find(ResidentId resident) {
        return run(ENSURE, resident)
                .then(
                        database.sql(FIND)
                                .bind("resident", resident.value())
                                .map(Interests::toInterest)
                                .one());
    }

    /** Whether it was still at the version. Places other than the home are replaced. */
    Mono<Boolean> change(ResidentId resident, Version seen, Interest wanted) {
        return database.sql(CHANGE)
                .bind("resident", resident.value())
                .bind("version", seen.number())
                .bind("topics", wanted.topics().toArray(String[]::new))
                .bind("groups", wanted.groups().toArray(String[]::new))
                .fetch()
                .rowsUpdated()
                .flatMap(rows ->
                        rows == 1
                                ? replace(resident, wanted.elsewhere()).thenReturn(true)
                                : Mono.just(false));
    }

    private Mono<Void> replace(ResidentId resident, List<Place> places) {
        return run(CLEAR, resident)
                .then(
                        database.sql(PUT)
                                .bind("resident", resident.value())
                                .bind(
                                        "kinds",
                                        places.stream()
                                                .map(place -> place.kind().name())
                                                .toArray(String[]::new))
                                .bind(
                                        "divisions",
                                        places.stream()
                                                .map(place -> place.division().value())
                                                .toArray(String[]::new))
                                .then());
    }

    Mono<Void> tell(ResidentId resident) {
        return find(resident)
                .flatMap(now ->
                        events.append(
                                new PlacesChanged(
                                        resident, now.places(), now.topics(), now.groups())));
    }

    @Override
    public Mono<Void> moved(ResidentId resident) {
        return run(ENSURE, resident).then(run(BUMP, resident)).then(tell(resident));
    }

    @Override
    public Mono<Void> inherit(ResidentId former, ResidentId kept) {
        return erase(former);
    }

    @Override
    public Mono<Void> depart(ResidentId resident, Caller actor) {
        return erase(resident);
    }

    private Mono<Void> erase(ResidentId resident) {
        return run(CLEAR, resident).then(run(FORGET, resident));
    }

    private Mono<Void> run(String sql, ResidentId resident) {
        return database.sql(sql).bind("resident", resident.value()).then();
    }

    private static Interest toInterest(Readable row) {
        List<Place> places = new ArrayList<>();
        Columns.find(row, "home_division", String.class)
                .ifPresent(home -> places.add(new Place(Place.Kind.HOME, new DivisionCode(home))));
        for (String place : Columns.get(row, "places", String[].class)) {
            int gap = place.indexOf(' ');
            places.add(
                    new Place(
                            Place.Kind.valueOf(place.substring(0, gap)),
                            new DivisionCode(place.substring(gap + 1))));
        }
        return new Interest(
                new Version(Columns.get(row, "version", Long.class)),
                List.copyOf(places),
                List.of(Columns.get(row, "topics", String[].class)),
                List.of(Columns.get(row, "groups", String[].class)));
    }
}
