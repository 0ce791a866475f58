package city.zhanqiao.applications.casework;

import city.zhanqiao.applications.casework.CaseFile.Delivery;
import city.zhanqiao.applications.casework.VisitRecorded.Occasion;
import city.zhanqiao.city.calendar.CityTime;
import city.zhanqiao.city.division.DivisionCode;
import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.data.event.EventLog;

import org.springframework.r2dbc.core.DatabaseClient;

import reactor.core.publisher.Mono;

import java.time.InstantSource;

/**
 * Counts the times a resident had to come for a case. Whatever is done at the windows of a district
 * on one day was one coming, and what is done for a member of a bundle was for the whole.
 */
public final class Visits implements CaseFollower {

    private static final String COME =
            """
            INSERT INTO case_visit (application, day, district)
            VALUES (:application, :day, :district)
            ON CONFLICT DO NOTHING
            """;

    private final DatabaseClient database;
    private final EventLog events;
    private final InstantSource clock;

    Visits(DatabaseClient database, EventLog events, InstantSource clock) {
        this.database = database;
        this.events = events;
        this.clock = clock;
    }

    @Override
    public Mono<Void> after(Application moved, CaseStep step, Caller actor) {
        return actor instanceof Caller.Staff staff
                ? switch (step) {
                    case SUBMIT, CORRECT -> note(moved, staff, Occasion.INTAKE);
                    case SUPPLEMENT -> note(moved, staff, Occasion.ORIGINAL);
                    case DELIVER ->
                            isPickedUp(moved) ? note(moved, staff, Occasion.PICK_UP) : Mono.empty();
                    default -> Mono.empty();
                }
                : Mono.empty();
    }

    /** Notes that the resident has come, unless the same coming is noted already. */
    public Mono<Void> note(Application it, Caller.Staff window, Occasion occasion) {
        Facts facts = it.facts();
        ApplicationId whole = facts.parent().orElse(facts.id());
        DivisionCode district = window.district().orElse(facts.district());
        return database.sql(COME)
                .bind("application", whole.value())
                .bind("day", CityTime.today(clock))
                .bind("district", district.value())
                .fetch()
                .rowsUpdated()
                .filter(rows -> rows == 1)
                .flatMap(first ->
                        events.append(
                                new VisitRecorded(whole, facts.resident(), district, occasion)));
    }

    private static boolean isPickedUp(Application it) {
        return it.file()
                .delivery()
                .filter(delivery -> delivery.way() == Delivery.Way.PICK_UP)
                .isPresent();
    }
}
