package city.zhanqiao.applications.party;

import city.zhanqiao.applications.casework.ApplicationId;
import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.data.database.Columns;
import city.zhanqiao.data.encryption.FieldCipher;

import io.r2dbc.spi.Readable;

import org.springframework.r2dbc.core.DatabaseClient;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;

/** The parties of cases and what they answered. */
final class Parties {

    private static final String NAME = "case_party.name";

    private static final String SELECT =
            "SELECT application, resident, name, state, asked_at, answered_at FROM case_party ";

    /** Asking the same person again changes no answer. */
    private static final String ASK =
            """
            INSERT INTO case_party (application, resident, name, state, asked_at)
            VALUES (:application, :resident, :name, 'ASKED', :now)
            ON CONFLICT (application, resident) DO NOTHING
            """;

    private static final String ANSWER =
            """
            UPDATE case_party SET state = :state, answered_at = :now
             WHERE application = :application AND resident = :resident AND state = 'ASKED'
            """;

    private static final String OF_CASE =
            SELECT + "WHERE application = :application ORDER BY asked_at, resident";

    private static final String OF_RESIDENT =
            SELECT + "WHERE resident = :resident ORDER BY asked_at DESC LIMIT 100";

    private static final String FIND =
            SELECT + "WHERE application = :application AND resident = :resident";

    private final DatabaseClient database;
    private final FieldCipher cipher;
    private final InstantSource clock;

    Parties(DatabaseClient database, FieldCipher cipher, InstantSource clock) {
        this.database = database;
        this.cipher = cipher;
        this.clock = clock;
    }

    /** Whether the person was not asked before. */
    Mono<Boolean> ask(ApplicationId application, ResidentId party, String name) {
        return database.sql(ASK)
                .bind("application", application.value())
                .bind("resident", party.value())
                .bind("name", cipher.seal(name, NAME))
                .bind("now", Columns.timestamp(clock.instant()))
                .fetch()
                .rowsUpdated()
                .map(rows -> rows == 1);
    }

    /** Whether the person was asked and had not answered. */
    Mono<Boolean> answer(ApplicationId application, ResidentId party, boolean agreed) {
        return database.sql(ANSWER)
                .bind("application", application.value())
                .bind("resident", party.value())
                .bind("state", (agreed ? State.AGREED : State.DECLINED).name())
                .bind("now", Columns.timestamp(clock.instant()))
                .fetch()
                .rowsUpdated()
                .map(rows -> rows == 1);
    }

    Flux<Party> listOf(ApplicationId application) {
        return database.sql(OF_CASE)
                .bind("application", application.value())
                .map(this::toParty)
                .all();
    }

    /** Newest first. */
    Flux<Party> listOf(ResidentId resident) {
        return database.sql(OF_RESIDENT)
                .bind("resident", resident.value())
                .map(this::toParty)
                .all();
    }

    Mono<Party> find(ApplicationId application, ResidentId resident) {
        return database.sql(FIND)
                .bind("application", application.value())
                .bind("resident", resident.value())
                .map(this::toParty)
                .one();
    }

    private Party toParty(Readable row) {
        return new Party(
                new ApplicationId(Columns.get(row, "application", UUID.class)),
                new ResidentId(Columns.get(row, "resident", String.class)),
                cipher.open(Columns.get(row, "name", byte[].class), NAME),
                State.valueOf(Columns.get(row, "state", String.class)),
                Columns.instant(row, "asked_at"),
                Columns.find(row, "answered_at", OffsetDateTime.class)
                        .map(OffsetDateTime::toInstant));
    }

    /** What a party has said. */
    enum State {
        ASKED,
        AGREED,
        DECLINED
    }

    /** Somebody whose consent a case needs; hides the name from logs. */
    record Party(
            ApplicationId application,
            ResidentId resident,
            String name,
            State state,
            Instant askedAt,
            Optional<Instant> answeredAt) {
        @Override
        public String toString() {
            return "Party[%s]".formatted(application);
        }
    }
}
