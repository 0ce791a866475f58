package city.zhanqiao.applications.desk;

import city.zhanqiao.applications.casework.ApplicationId;
import city.zhanqiao.city.department.DepartmentCode;
import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.city.identity.StaffId;
import city.zhanqiao.data.database.Columns;
import city.zhanqiao.data.encryption.FieldCipher;

import io.r2dbc.spi.Readable;

import org.springframework.r2dbc.core.DatabaseClient;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;

/** The internal notes on cases, kept sealed: people write names into them. Never changed. */
final class Notes {

    private static final String COLUMN = "case_note.text";

    private static final String ADD =
            """
            INSERT INTO case_note (application, by_staff, department, at, text)
            VALUES (:application, :staff, :department, :at, :text)
            RETURNING id, by_staff, department, at, text
            """;

    private static final String LIST =
            """
            SELECT id, by_staff, department, at, text FROM case_note
             WHERE application = :application ORDER BY id
            """;

    private static final String ABOUT =
            """
            SELECT note.id, note.by_staff, note.department, note.at, note.text
              FROM case_note AS note JOIN application ON application.id = note.application
             WHERE application.resident = :resident ORDER BY note.id
            """;

    private final DatabaseClient database;
    private final FieldCipher cipher;
    private final InstantSource clock;

    Notes(DatabaseClient database, FieldCipher cipher, InstantSource clock) {
        this.database = database;
        this.cipher = cipher;
        this.clock = clock;
    }

    Mono<Note> add(ApplicationId application, Caller.Staff staff, String text) {
        return database.sql(ADD)
                .bind("application", application.value())
                .bind("staff", staff.id().value())
                .bind("department", staff.department().value())
                .bind("at", Columns.timestamp(clock.instant()))
                .bind("text", cipher.seal(text, COLUMN))
                .map(this::toNote)
                .one();
    }

    /** Oldest first. */
    Flux<Note> listOf(ApplicationId application) {
        return database.sql(LIST).bind("application", application.value()).map(this::toNote).all();
    }

    /** What was noted about a person, for their export. */
    Flux<Note> listAbout(ResidentId resident) {
        return database.sql(ABOUT).bind("resident", resident.value()).map(this::toNote).all();
    }

    private Note toNote(Readable row) {
        return new Note(
                Columns.get(row, "id", UUID.class),
                new StaffId(Columns.get(row, "by_staff", String.class)),
                new DepartmentCode(Columns.get(row, "department", String.class)),
                Columns.instant(row, "at"),
                cipher.open(Columns.get(row, "text", byte[].class), COLUMN));
    }

    /** A note; hides its words from logs. */
    record Note(UUID id, StaffId by, DepartmentCode department, Instant at, String text) {
        @Override
        public String toString() {
            return "Note[%s]".formatted(id);
        }
    }
}
