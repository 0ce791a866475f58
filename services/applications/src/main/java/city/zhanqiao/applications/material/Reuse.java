package city.zhanqiao.applications.material;

import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.data.database.Columns;

import org.springframework.r2dbc.core.DatabaseClient;

import reactor.core.publisher.Mono;

/** Who agreed that uploads are used again: a copy of what residents keeps. Unknown is no. */
final class Reuse {

    /** The purpose that residents' texts of consent name. */
    static final String PURPOSE = "reuse-of-uploads";

    private static final String PUT =
            """
            INSERT INTO reuse_consent (resident, given) VALUES (:resident, :given)
            ON CONFLICT (resident) DO UPDATE SET given = excluded.given
            """;

    private static final String IS_GIVEN =
            "SELECT given FROM reuse_consent WHERE resident = :resident";

    private final DatabaseClient database;

    Reuse(DatabaseClient database) {
        this.database = database;
    }

    Mono<Void> put(ResidentId resident, boolean given) {
        return database.sql(PUT).bind("resident", resident.value()).bind("given", given).then();
    }

    Mono<Boolean> isAgreed(ResidentId resident) {
        return database.sql(IS_GIVEN)
                .bind("resident", resident.value())
                .map(row -> Columns.get(row, "given", Boolean.class))
                .one()
                .defaultIfEmpty(false);
    }

    /** What residents' events tell. */
    record ConsentChanged(ResidentId residentId, String purpose) {
        boolean isAboutReuse() {
            return purpose.equals(PURPOSE);
        }
    }
}
