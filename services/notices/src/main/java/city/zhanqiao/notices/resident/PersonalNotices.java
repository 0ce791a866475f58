package city.zhanqiao.notices.resident;

import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.data.database.Columns;
import city.zhanqiao.data.personal.PersonalData;
import city.zhanqiao.data.personal.PersonalPart;

import io.r2dbc.spi.Readable;

import org.springframework.r2dbc.core.DatabaseClient;

import reactor.core.publisher.Mono;

import java.time.Instant;
import java.util.UUID;

/**
 * Which notices a resident has read, as they may take it along. The copy of their places belongs to
 * the residents' service and is exported there.
 */
final class PersonalNotices implements PersonalData {

    private static final String LIST =
            """
            SELECT notice, edition, read_at FROM notice_reading
             WHERE resident = :resident ORDER BY read_at, notice
            """;

    private final DatabaseClient database;

    PersonalNotices(DatabaseClient database) {
        this.database = database;
    }

    @Override
    public Mono<PersonalPart> of(ResidentId resident) {
        return database.sql(LIST)
                .bind("resident", resident.value())
                .map(PersonalNotices::toReading)
                .all()
                .collectList()
                .map(readings ->
                        PersonalPart.of("notice-readings", "已读通知", "Notices read", readings));
    }

    private static Reading toReading(Readable row) {
        return new Reading(
                Columns.get(row, "notice", UUID.class),
                Columns.get(row, "edition", Integer.class),
                Columns.instant(row, "read_at"));
    }

    record Reading(UUID noticeId, int edition, Instant readAt) {}
}
