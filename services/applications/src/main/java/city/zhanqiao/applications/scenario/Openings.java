package city.zhanqiao.applications.scenario;

import city.zhanqiao.city.calendar.CityTime;
import city.zhanqiao.city.division.DivisionCode;
import city.zhanqiao.data.database.Columns;

import io.r2dbc.spi.Readable;

import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;

import reactor.core.publisher.Mono;

import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The local copy of what the pilots have opened. Fail-safe: what is unknown is closed. */
public final class Openings {

    private static final String PUT =
            """
            INSERT INTO opening (pilot, scenario, district, state, opens_on, closes_on)
            VALUES (:pilot, :scenario, :district, :state, :opensOn, :closesOn)
            ON CONFLICT (pilot) DO UPDATE
               SET state = excluded.state, opens_on = excluded.opens_on, closes_on = excluded.closes_on
            """;

    private static final String OF_SCENARIO =
            """
            SELECT district, opens_on,
                   state IN ('PILOT', 'EXPANDED', 'ADJUSTED')
                     AND opens_on <= :today AND (closes_on IS NULL OR closes_on >= :today) AS open
              FROM opening
             WHERE scenario = :scenario AND state <> 'STOPPED'
             ORDER BY district, opens_on
            """;

    private final DatabaseClient database;
    private final InstantSource clock;

    Openings(DatabaseClient database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Whether cases of the item are taken for the district today. */
    public Mono<Opening> ofItem(String item, DivisionCode district) {
        return of("item:" + item, district);
    }

    /** Whether new cases of a bundle are taken for the district today. */
    public Mono<Opening> ofBundle(String bundle, DivisionCode district) {
        return of("bundle:" + bundle, district);
    }

    private Mono<Opening> of(String scenario, DivisionCode district) {
        LocalDate today = CityTime.today(clock);
        return database.sql(OF_SCENARIO)
                .bind("scenario", scenario)
                .bind("today", today)
                .map(Openings::toPlace)
                .all()
                .collectList()
                .map(places -> toOpening(places, district, today));
    }

    Mono<Void> put(PilotChanged pilot) {
        GenericExecuteSpec put =
                database.sql(PUT)
                        .bind("pilot", pilot.pilotId())
                        .bind("scenario", pilot.scenario())
                        .bind("district", pilot.district())
                        .bind("state", pilot.state());
        put = Columns.bind(put, "opensOn", pilot.opensOn(), LocalDate.class);
        return Columns.bind(put, "closesOn", pilot.closesOn(), LocalDate.class).then();
    }

    private static Opening toOpening(List<Place> places, DivisionCode district, LocalDate today) {
        boolean openHere =
                places.stream()
                        .anyMatch(place -> place.open() && place.district().equals(district));
        if (openHere) {
            return new Opening.Open();
        }
        return new Opening.Elsewhere(
                places.stream().filter(Place::open).map(Place::district).distinct().toList(),
                places.stream()
                        .filter(place -> place.district().equals(district))
                        .flatMap(place -> place.opensOn().stream())
                        .filter(from -> from.isAfter(today))
                        .findFirst());
    }

    private static Place toPlace(Readable row) {
        return new Place(
                new DivisionCode(Columns.get(row, "district", String.class)),
                Columns.find(row, "opens_on", LocalDate.class),
                Columns.find(row, "open", Boolean.class).orElse(false));
    }

    private record Place(DivisionCode district, Optional<LocalDate> opensOn, boolean open) {}

    /** What the pilots' events tell. */
    record PilotChanged(
            UUID pilotId,
            String scenario,
            String district,
            String state,
            Optional<LocalDate> opensOn,
            Optional<LocalDate> closesOn) {}
}
