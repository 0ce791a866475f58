package city.zhanqiao.applications.scenario;

import city.zhanqiao.city.division.DivisionCode;
import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.data.database.Columns;
import city.zhanqiao.data.event.DomainEvent;
import city.zhanqiao.data.event.EventLog;
import city.zhanqiao.data.pilot.PilotCopy;

import io.r2dbc.spi.Readable;

import org.springframework.r2dbc.core.DatabaseClient;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import java.util.List;
import java.util.UUID;

/**
 * Tells residents who are in the middle of what has been stopped: a case that was handed in goes
 * on, a draft cannot be handed in any more. Members of a bundle are the bundle's affair.
 */
final class StopNews implements PilotCopy.Stop {

    private static final int AT_ONCE = 500;

    private static final String AFFECTED =
            """
            SELECT id, resident, item, receipt, district
              FROM application
             WHERE item = :item AND district = :district AND kind = :kind
               AND state IN ('DRAFT', 'SUBMITTED', 'CORRECTION_REQUESTED', 'WAITING', 'ACCEPTED',
                             'UNDER_REVIEW', 'SUSPENDED', 'APPROVED')
             ORDER BY id
            """;

    private final DatabaseClient database;
    private final EventLog events;

    StopNews(DatabaseClient database, EventLog events) {
        this.database = database;
        this.events = events;
    }

    @Override
    public Mono<Void> of(String scenario, DivisionCode district) {
        int colon = scenario.indexOf(':');
        return switch (scenario.substring(0, colon)) {
            case "item" -> tell("SINGLE", scenario.substring(colon + 1), district);
            case "bundle" -> tell("BUNDLE", scenario.substring(colon + 1), district);
            default -> Mono.empty();
        };
    }

    private Mono<Void> tell(String kind, String item, DivisionCode district) {
        return database.sql(AFFECTED)
                .bind("item", item)
                .bind("district", district.value())
                .bind("kind", kind)
                .map(StopNews::toEvent)
                .all()
                .collectList()
                .flatMapMany(affected -> Flux.fromIterable(affected).buffer(AT_ONCE))
                .concatMap(this::append)
                .then();
    }

    private Mono<Void> append(List<DomainEvent> some) {
        return events.append(some.toArray(DomainEvent[]::new));
    }

    private static DomainEvent toEvent(Readable row) {
        UUID id = Columns.get(row, "id", UUID.class);
        ResidentId resident = new ResidentId(Columns.get(row, "resident", String.class));
        String item = Columns.get(row, "item", String.class);
        DivisionCode district = new DivisionCode(Columns.get(row, "district", String.class));
        return Columns.find(row, "receipt", String.class)
                .<DomainEvent>map(receipt -> new CarriedOn(id, resident, item, receipt, district))
                .orElseGet(() -> new DraftClosed(id, resident, item, district));
    }
}
