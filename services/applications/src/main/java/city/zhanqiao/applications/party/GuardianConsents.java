package city.zhanqiao.applications.party;

import city.zhanqiao.applications.casework.ApplicationId;
import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.data.database.Columns;

import io.r2dbc.spi.Readable;

import org.springframework.r2dbc.core.DatabaseClient;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;

/** The stored consents of guardians, one for each case. */
final class GuardianConsents {

    private static final String GIVE =
            """
            INSERT INTO guardian_consent (application, guardian, given_at)
            VALUES (:application, :guardian, :now)
            ON CONFLICT (application) DO NOTHING
            """;

    private static final String TAKE_BACK =
            "DELETE FROM guardian_consent WHERE application = :application";

    private static final String SELECT =
            "SELECT application, guardian, given_at FROM guardian_consent ";

    private static final String FIND = SELECT + "WHERE application = :application";

    private static final String OF_GUARDIAN =
            SELECT + "WHERE guardian = :guardian ORDER BY given_at DESC";

    private final DatabaseClient database;
    private final InstantSource clock;

    GuardianConsents(DatabaseClient database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Giving it again changes nothing. */
    Mono<Void> give(ApplicationId application, ResidentId guardian) {
        return database.sql(GIVE)
                .bind("application", application.value())
                .bind("guardian", guardian.value())
                .bind("now", Columns.timestamp(clock.instant()))
                .then();
    }

    Mono<Void> takeBack(ApplicationId application) {
        return database.sql(TAKE_BACK).bind("application", application.value()).then();
    }

    Mono<Given> find(ApplicationId application) {
        return database.sql(FIND)
                .bind("application", application.value())
                .map(GuardianConsents::toGiven)
                .one();
    }

    /** Newest first. */
    Flux<Given> listOf(ResidentId guardian) {
        return database.sql(OF_GUARDIAN)
                .bind("guardian", guardian.value())
                .map(GuardianConsents::toGiven)
                .all();
    }

    private static Given toGiven(Readable row) {
        return new Given(
                new ApplicationId(Columns.get(row, "application", UUID.class)),
                new ResidentId(Columns.get(row, "guardian", String.class)),
                Columns.instant(row, "given_at"));
    }

    /** A consent that stands. */
    record Given(ApplicationId application, ResidentId guardian, Instant givenAt) {}
}
