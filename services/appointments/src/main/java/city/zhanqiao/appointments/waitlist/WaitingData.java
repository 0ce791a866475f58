package city.zhanqiao.appointments.waitlist;

import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.data.database.Columns;
import city.zhanqiao.data.personal.PersonalData;
import city.zhanqiao.data.personal.PersonalPart;
import city.zhanqiao.data.personal.PersonalPart.OpenMatter;

import io.r2dbc.spi.Readable;

import org.springframework.r2dbc.core.DatabaseClient;

import reactor.core.publisher.Mono;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Set;

/** All that a resident ever waited for. */
final class WaitingData implements PersonalData {

    private static final String ALL =
            """
            SELECT state, hall, service, from_date, until_date, joined_at
              FROM waiting WHERE resident = :resident ORDER BY id
            """;

    private static final Set<String> OPEN = Set.of("WAITING", "OFFERED");

    private final DatabaseClient database;

    WaitingData(DatabaseClient database) {
        this.database = database;
    }

    @Override
    public Mono<PersonalPart> of(ResidentId resident) {
        return database.sql(ALL)
                .bind("resident", resident.value())
                .map(WaitingData::toRecord)
                .all()
                .collectList()
                .map(found ->
                        PersonalPart.of("waiting-list", "候补记录", "Waiting list", found)
                                .withOpen(open(found)));
    }

    private static List<OpenMatter> open(List<WaitedFor> found) {
        return found.stream()
                .filter(one -> OPEN.contains(one.state()))
                .map(one -> new OpenMatter("waiting", one.hall() + "/" + one.service()))
                .toList();
    }

    private static WaitedFor toRecord(Readable row) {
        return new WaitedFor(
                Columns.get(row, "state", String.class),
                Columns.get(row, "hall", String.class),
                Columns.get(row, "service", String.class),
                Columns.get(row, "from_date", LocalDate.class),
                Columns.get(row, "until_date", LocalDate.class),
                Columns.get(row, "joined_at", OffsetDateTime.class));
    }

    /** One entry. */
    record WaitedFor(
            String state,
            String hall,
            String service,
            LocalDate from,
            LocalDate until,
            OffsetDateTime joinedAt) {}
}
