package city.zhanqiao.applications.rating;

import city.zhanqiao.applications.casework.Application;
import city.zhanqiao.applications.casework.ApplicationId;
import city.zhanqiao.applications.casework.Officers;
import city.zhanqiao.applications.rating.Rating.Aspect;
import city.zhanqiao.applications.rating.Rating.FollowUp;
import city.zhanqiao.city.division.DivisionCode;
import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.city.identity.StaffId;
import city.zhanqiao.data.database.Columns;
import city.zhanqiao.data.encryption.FieldCipher;

import io.r2dbc.postgresql.codec.Json;
import io.r2dbc.spi.Readable;

import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import java.time.InstantSource;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** The stored ratings. Whoever was rated sees none of them, and nobody sees who gave one. */
final class Ratings {

    private static final String COMMENT = "rating.comment";
    private static final String OUTCOME = "rating.outcome";

    private static final String SELECT =
            """
            SELECT application, item, level, scores::text AS scores, comment, late, rated_at,
                   contact_due, fix_due, contacted_at, fixed_at, outcome
              FROM rating
            """;

    private static final String ADD =
            """
            INSERT INTO rating (application, resident, item, department, district, level, scores,
                                comment, late, rated_at, officers, contact_due, fix_due)
            VALUES (:application, :resident, :item, :department, :district, :level, :scores,
                    :comment, :late, :now, :officers, :contactDue, :fixDue)
            ON CONFLICT (application) DO NOTHING
            """;

    /** Not for those who were rated. */
    private static final String BEFORE =
            """
            WHERE department = :department AND (:district IS NULL OR district = :district)
              AND NOT :staff = ANY(officers)
            """;

    private static final String OPEN =
            SELECT
                    + BEFORE
                    + """
                      AND contact_due IS NOT NULL AND fixed_at IS NULL
                    ORDER BY fix_due, application LIMIT :limit
                    """;

    private static final String FIND = SELECT + BEFORE + " AND application = :application";

    private static final String OF_CASE = SELECT + "WHERE application = :application";

    private static final String ABOUT = SELECT + "WHERE resident = :resident ORDER BY rated_at";

    private static final String CONTACT =
            """
            UPDATE rating SET contacted_at = :now, contacted_by = :staff, fix_due = :fixDue
             WHERE application = :application AND contact_due IS NOT NULL AND contacted_at IS NULL
            """;

    private static final String FIX =
            """
            UPDATE rating SET fixed_at = :now, fixed_by = :staff, outcome = :outcome
             WHERE application = :application AND contacted_at IS NOT NULL AND fixed_at IS NULL
            """;

    private final DatabaseClient database;
    private final FieldCipher cipher;
    private final JsonMapper json;
    private final InstantSource clock;

    Ratings(DatabaseClient database, FieldCipher cipher, JsonMapper json, InstantSource clock) {
        this.database = database;
        this.cipher = cipher;
        this.json = json;
        this.clock = clock;
    }

    /**
     * Whether it is the first of its case.
     *
     * @param members of a bundle; who handled them was rated as well
     */
    Mono<Boolean> add(
            Application rated,
            List<Application> members,
            int level,
            Map<Aspect, Integer> scores,
            Optional<String> comment,
            boolean late,
            Optional<Deadlines> deadlines) {
        GenericExecuteSpec add =
                database.sql(ADD)
                        .bind("application", rated.facts().id().value())
                        .bind("resident", rated.facts().resident().value())
                        .bind("item", rated.facts().item())
                        .bind("department", rated.facts().department().value())
                        .bind("district", rated.facts().district().value())
                        .bind("level", level)
                        .bind("scores", Json.of(json.writeValueAsString(scores)))
                        .bind("late", late)
                        .bind("now", now())
                        .bind(
                                "officers",
                                officers(
                                        Stream.concat(Stream.of(rated), members.stream())
                                                .toList()));
        add =
                Columns.bind(
                        add,
                        "comment",
                        comment.map(text -> cipher.seal(text, COMMENT)),
                        byte[].class);
        add = Columns.bind(add, "contactDue", deadlines.map(Deadlines::contact), LocalDate.class);
        return Columns.bind(add, "fixDue", deadlines.map(Deadlines::fix), LocalDate.class)
                .fetch()
                .rowsUpdated()
                .map(rows -> rows == 1);
    }

    private static String[] officers(List<Application> rated) {
        return rated.stream()
                .map(Application::officers)
                .flatMap(Officers::all)
                .map(StaffId::value)
                .distinct()
                .toArray(String[]::new);
    }

    /** Bad ratings that are not put right yet, most urgent first. */
    Flux<Rating> listOpen(Caller.Staff staff, int limit) {
        return before(staff, database.sql(OPEN).bind("limit", limit)).map(this::toRating).all();
    }

    Mono<Rating> find(Caller.Staff staff, ApplicationId application) {
        return before(staff, database.sql(FIND).bind("application", application.value()))
                .map(this::toRating)
                .one();
    }

    /** For the resident who gave it. */
    Mono<Rating> find(ApplicationId application) {
        return database.sql(OF_CASE)
                .bind("application", application.value())
                .map(this::toRating)
                .one();
    }

    /** What a resident gave, for an export. */
    Flux<Rating> listOf(ResidentId resident) {
        return database.sql(ABOUT).bind("resident", resident.value()).map(this::toRating).all();
    }

    /** Whether it was open and nobody had called yet. */
    Mono<Boolean> contact(Caller.Staff staff, ApplicationId application, LocalDate fixDue) {
        return database.sql(CONTACT)
                .bind("application", application.value())
                .bind("staff", staff.id().value())
                .bind("fixDue", fixDue)
                .bind("now", now())
                .fetch()
                .rowsUpdated()
                .map(rows -> rows == 1);
    }

    /** Whether it was open and the resident had been called. */
    Mono<Boolean> fix(Caller.Staff staff, ApplicationId application, String outcome) {
        return database.sql(FIX)
                .bind("application", application.value())
                .bind("staff", staff.id().value())
                .bind("outcome", cipher.seal(outcome, OUTCOME))
                .bind("now", now())
                .fetch()
                .rowsUpdated()
                .map(rows -> rows == 1);
    }

    private static GenericExecuteSpec before(Caller.Staff staff, GenericExecuteSpec statement) {
        return Columns.bind(
                statement
                        .bind("department", staff.department().value())
                        .bind("staff", staff.id().value()),
                "district",
                staff.district().map(DivisionCode::value),
                String.class);
    }

    private OffsetDateTime now() {
        return Columns.timestamp(clock.instant());
    }

    private Rating toRating(Readable row) {
        return new Rating(
                new ApplicationId(Columns.get(row, "application", UUID.class)),
                Columns.get(row, "item", String.class),
                Columns.get(row, "level", Integer.class),
                json.readValue(
                        Columns.get(row, "scores", String.class),
                        new TypeReference<Map<Aspect, Integer>>() {}),
                Columns.find(row, "comment", byte[].class)
                        .map(sealed -> cipher.open(sealed, COMMENT)),
                Columns.get(row, "late", Boolean.class),
                Columns.instant(row, "rated_at"),
                Columns.find(row, "contact_due", LocalDate.class)
                        .map(contactDue -> toFollowUp(contactDue, row)));
    }

    private FollowUp toFollowUp(LocalDate contactDue, Readable row) {
        return new FollowUp(
                contactDue,
                Columns.get(row, "fix_due", LocalDate.class),
                Columns.find(row, "contacted_at", OffsetDateTime.class)
                        .map(OffsetDateTime::toInstant),
                Columns.find(row, "fixed_at", OffsetDateTime.class).map(OffsetDateTime::toInstant),
                Columns.find(row, "outcome", byte[].class)
                        .map(sealed -> cipher.open(sealed, OUTCOME)));
    }

    /** By when a bad rating is followed up. */
    record Deadlines(LocalDate contact, LocalDate fix) {}
}
