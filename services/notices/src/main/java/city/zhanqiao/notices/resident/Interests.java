package city.zhanqiao.notices.resident;

import city.zhanqiao.city.division.DivisionCode;
import city.zhanqiao.city.division.Divisions;
import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.data.database.Columns;

import io.r2dbc.spi.Readable;

import org.springframework.r2dbc.core.DatabaseClient;

import reactor.core.publisher.Mono;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Places, topics and groups of residents, as their own service told of them. */
public final class Interests {

    private static final String PUT =
            """
            INSERT INTO resident_interest (resident, divisions, topics, groups)
            VALUES (:resident, :divisions, :topics, :groups)
            ON CONFLICT (resident) DO UPDATE
               SET divisions = excluded.divisions, topics = excluded.topics, groups = excluded.groups
            """;

    private static final String FIND =
            "SELECT divisions, topics, groups FROM resident_interest WHERE resident = :resident";

    private static final String FORGET = "DELETE FROM resident_interest WHERE resident = :resident";

    private static final String FORGET_READING =
            "DELETE FROM notice_reading WHERE resident = :resident";

    /** Places are kept with everything above them, so a district finds those of its streets. */
    private static final String COUNT =
            """
            SELECT count(*) AS residents FROM resident_interest
             WHERE divisions && :divisions
               AND (:anyTopic OR topics && :topics)
               AND (:anyGroup OR groups && :groups)
            """;

    private static final String CITY = Divisions.ofQingdao().city().code().value();

    private final DatabaseClient database;

    Interests(DatabaseClient database) {
        this.database = database;
    }

    /** What a resident follows; what is for the whole city concerns also who told of no place. */
    public Mono<Interest> of(ResidentId resident) {
        return database.sql(FIND)
                .bind("resident", resident.value())
                .map(Interests::toInterest)
                .one()
                .defaultIfEmpty(new Interest(Set.of(CITY), Set.of(), Set.of()));
    }

    /** How many residents have a place in the divisions and match topics and groups, if any. */
    public Mono<Long> count(
            Collection<DivisionCode> divisions,
            Collection<String> topics,
            Collection<String> groups) {
        return database.sql(COUNT)
                .bind(
                        "divisions",
                        divisions.stream().map(DivisionCode::value).toArray(String[]::new))
                .bind("topics", topics.toArray(String[]::new))
                .bind("groups", groups.toArray(String[]::new))
                .bind("anyTopic", topics.isEmpty())
                .bind("anyGroup", groups.isEmpty())
                .map(row -> Columns.get(row, "residents", Long.class))
                .one();
    }

    Mono<Void> put(
            String resident, List<String> divisions, List<String> topics, List<String> groups) {
        return database.sql(PUT)
                .bind("resident", resident)
                .bind("divisions", divisions.toArray(String[]::new))
                .bind("topics", topics.toArray(String[]::new))
                .bind("groups", groups.toArray(String[]::new))
                .then();
    }

    Mono<Void> forget(String resident) {
        return database.sql(FORGET)
                .bind("resident", resident)
                .then()
                .then(database.sql(FORGET_READING).bind("resident", resident).then());
    }

    private static Interest toInterest(Readable row) {
        return new Interest(
                Stream.concat(
                                Stream.of(CITY),
                                Stream.of(Columns.get(row, "divisions", String[].class)))
                        .collect(Collectors.toUnmodifiableSet()),
                Set.of(Columns.get(row, "topics", String[].class)),
                Set.of(Columns.get(row, "groups", String[].class)));
    }

    /**
     * What concerns a resident.
     *
     * @param divisions codes of the resident's places and of everything above them
     */
    public record Interest(Set<String> divisions, Set<String> topics, Set<String> groups) {}
}
