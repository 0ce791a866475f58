package city.zhanqiao.appointments.queue;

import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.data.database.Columns;
import city.zhanqiao.data.personal.PersonalData;
import city.zhanqiao.data.personal.PersonalPart;

import io.r2dbc.spi.Readable;

import org.springframework.r2dbc.core.DatabaseClient;

import reactor.core.publisher.Mono;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Optional;

/** When a resident stood in which queue. A ticket ends with its day, so none is ever in the way. */
final class TicketData implements PersonalData {

    private static final String ALL =
            """
            SELECT hall, day, label, service, priority, state, joined_at, served_at, ended_at
              FROM ticket WHERE resident = :resident ORDER BY id
            """;

    private final DatabaseClient database;

    TicketData(DatabaseClient database) {
        this.database = database;
    }

    @Override
    public Mono<PersonalPart> of(ResidentId resident) {
        return database.sql(ALL)
                .bind("resident", resident.value())
                .map(TicketData::toRecord)
                .all()
                .collectList()
                .map(found -> PersonalPart.of("tickets", "排队记录", "Queue tickets", found));
    }

    private static Stood toRecord(Readable row) {
        return new Stood(
                Columns.get(row, "hall", String.class),
                Columns.get(row, "day", LocalDate.class),
                Columns.get(row, "label", String.class),
                Columns.get(row, "service", String.class),
                Columns.get(row, "priority", String.class),
                Columns.get(row, "state", String.class),
                Columns.get(row, "joined_at", OffsetDateTime.class),
                Columns.find(row, "served_at", OffsetDateTime.class),
                Columns.find(row, "ended_at", OffsetDateTime.class));
    }

    /** One ticket. */
    record Stood(
            String hall,
            LocalDate day,
            String label,
            String service,
            String priority,
            String state,
            OffsetDateTime joinedAt,
            Optional<OffsetDateTime> servedAt,
            Optional<OffsetDateTime> endedAt) {}
}
