package city.zhanqiao.pilots.indicator;

import city.zhanqiao.city.calendar.WorkingCalendar;
import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.data.audit.AuditEntry;
import city.zhanqiao.data.audit.AuditLog;
import city.zhanqiao.data.database.Columns;
import city.zhanqiao.data.database.Transactions;
import city.zhanqiao.data.event.EventReplay;
import city.zhanqiao.data.job.Job;
import city.zhanqiao.pilots.indicator.MeasuredCase.Cell;
import city.zhanqiao.pilots.indicator.MeasuredCase.Place;

import io.r2dbc.spi.Readable;

import org.springframework.r2dbc.core.DatabaseClient;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;

/**
 * Carries what was told of cases into the sums: a case takes back what it counted for before and
 * counts for what it is now, so that the sums are right after every step however late it is told.
 */
final class Counting {

    private static final int BATCH = 500;
    private static final List<String> SOURCES = List.of("applications", "appointments");

    private static final String TAKE =
            """
            SELECT told.*,
                   (SELECT count(DISTINCT happened_on)
                      FROM measured_visit
                     WHERE application = told.id)::int AS visits
              FROM (SELECT id, item, district, intake_district, channel, bundle, submitted_on,
                           accepted_on, closed_on, ended_on, stops, resumes, corrected,
                           statutory_days, limit_days, promised_days, papers_required,
                           papers_shared, rating, remedied_in_time, counted::text AS counted
                      FROM measured_case
                     WHERE dirty
                     ORDER BY id
                     LIMIT :limit
                       FOR UPDATE SKIP LOCKED) AS told
            """;

    private static final String KEEP =
            """
            UPDATE measured_case AS known
               SET counted = new.counted::jsonb, late_from = nullif(new.late_from, '')::date, dirty = false
              FROM unnest(:ids::uuid[], :counted::text[], :late::text[]) AS new (id, counted, late_from)
             WHERE known.id = new.id
            """;

    private static final String ADD =
            """
            INSERT INTO indicator_month AS cell (district, item, month, measure, amount)
            SELECT * FROM unnest(:districts::text[], :items::text[], :months::date[],
                                 :measures::text[], :amounts::bigint[])
            ON CONFLICT (item, district, month, measure) DO UPDATE
               SET amount = cell.amount + excluded.amount
            """;

    private static final String FORGET =
            """
            TRUNCATE measured_case, measured_visit, measured_draft, measured_activity, indicator_month
            """;

    private final DatabaseClient database;
    private final Transactions transactions;
    private final EventReplay replay;
    private final AuditLog audit;
    private final JsonMapper json;
    private final InstantSource clock;

    Counting(
            DatabaseClient database,
            Transactions transactions,
            EventReplay replay,
            AuditLog audit,
            JsonMapper json,
            InstantSource clock) {
        this.database = database;
        this.transactions = transactions;
        this.replay = replay;
        this.audit = audit;
        this.json = json;
        this.clock = clock;
    }

    /** Counts some of the cases of which something was told. */
    Mono<Job.Found> step() {
        return transactions
                .run(take().collectList().filter(told -> !told.isEmpty()).flatMap(this::count))
                .defaultIfEmpty(Job.Found.NOTHING);
    }

    /**
     * Forgets every sum and reads the services' logs again from their beginning, in the transaction
     * that the caller has opened.
     *
     * @return when
     */
    Mono<Instant> beginAnew(Caller.Staff staff) {
        return Flux.fromIterable(SOURCES)
                .concatMap(replay::of)
                .then(database.sql(FORGET).then())
                .then(audit.add(AuditEntry.done(staff, "indicator.recount", "all")))
                .then(Mono.fromSupplier(clock::instant));
    }

    private Flux<MeasuredCase> take() {
        return database.sql(TAKE).bind("limit", BATCH).map(this::toCase).all();
    }

    private Mono<Job.Found> count(List<MeasuredCase> cases) {
        WorkingCalendar calendar = WorkingCalendar.published();
        Map<Sum, Long> changes = new TreeMap<>(Comparator.comparing(Sum::toString));
        List<Kept> kept = new ArrayList<>();
        for (MeasuredCase one : cases) {
            Map<Cell, Long> counts = one.counts(calendar);
            one.place().ifPresent(place -> addChange(changes, place, one.counted(), counts));
            kept.add(new Kept(one.id(), toJson(counts), one.lateFrom(calendar)));
        }
        changes.values().removeIf(amount -> amount == 0);
        return keep(kept).then(add(changes)).thenReturn(Job.Found.MORE);
    }

    private static void addChange(
            Map<Sum, Long> changes, Place place, Map<Cell, Long> before, Map<Cell, Long> now) {
        Set<Cell> cells = new HashSet<>(before.keySet());
        cells.addAll(now.keySet());
        for (Cell cell : cells) {
            long change = now.getOrDefault(cell, 0L) - before.getOrDefault(cell, 0L);
            changes.merge(new Sum(place, cell), change, Long::sum);
        }
    }

    private Mono<Void> keep(List<Kept> kept) {
        return database.sql(KEEP)
                .bind("ids", kept.stream().map(Kept::id).toArray(UUID[]::new))
                .bind("counted", kept.stream().map(Kept::counted).toArray(String[]::new))
                .bind(
                        "late",
                        kept.stream()
                                .map(one -> one.late().map(LocalDate::toString).orElse(""))
                                .toArray(String[]::new))
                .then();
    }

    private Mono<Void> add(Map<Sum, Long> changes) {
        List<Sum> sums = new ArrayList<>();
        List<Long> amounts = new ArrayList<>();
        changes.forEach((sum, amount) -> {
            sums.add(sum);
            amounts.add(amount);
        });
        return database.sql(ADD)
                .bind("districts", texts(sums, sum -> sum.place().district()))
                .bind("items", texts(sums, sum -> sum.place().item()))
                .bind(
                        "months",
                        sums.stream()
                                .map(sum -> sum.cell().month().atDay(1))
                                .toArray(LocalDate[]::new))
                .bind("measures", texts(sums, sum -> sum.cell().measure().name()))
                .bind("amounts", amounts.toArray(Long[]::new))
                .then();
    }

    private static String[] texts(List<Sum> sums, Function<Sum, String> part) {
        return sums.stream().map(part).toArray(String[]::new);
    }

    private String toJson(Map<Cell, Long> counts) {
        Map<String, Long> written = new TreeMap<>();
        counts.forEach((cell, amount) -> written.put(cell.toString(), amount));
        return json.writeValueAsString(written);
    }

    private Map<Cell, Long> toCounts(String text) {
        Map<Cell, Long> read = new HashMap<>();
        json.readValue(text, new TypeReference<Map<String, Long>>() {})
                .forEach((cell, amount) -> read.put(Cell.parse(cell), amount));
        return read;
    }

    private MeasuredCase toCase(Readable row) {
        Optional<String> district = Columns.find(row, "district", String.class);
        return new MeasuredCase(
                Columns.get(row, "id", UUID.class),
                district.flatMap(in ->
                        Columns.find(row, "item", String.class).map(item -> new Place(item, in))),
                Columns.find(row, "channel", String.class).filter("ONLINE"::equals).isPresent(),
                Columns.find(row, "intake_district", String.class)
                        .filter(intake -> !district.equals(Optional.of(intake)))
                        .isPresent(),
                Columns.find(row, "bundle", UUID.class).isPresent(),
                Columns.find(row, "submitted_on", LocalDate.class),
                Columns.find(row, "accepted_on", LocalDate.class),
                Columns.find(row, "closed_on", LocalDate.class),
                Columns.find(row, "ended_on", LocalDate.class),
                List.of(Columns.get(row, "stops", LocalDate[].class)),
                List.of(Columns.get(row, "resumes", LocalDate[].class)),
                Columns.get(row, "corrected", Boolean.class),
                Columns.find(row, "statutory_days", Integer.class),
                Columns.find(row, "limit_days", Integer.class),
                Columns.find(row, "promised_days", Integer.class),
                Columns.find(row, "papers_required", Integer.class).orElse(0),
                Columns.find(row, "papers_shared", Integer.class).orElse(0),
                Columns.find(row, "rating", Integer.class),
                Columns.find(row, "remedied_in_time", Boolean.class).orElse(false),
                Columns.get(row, "visits", Integer.class),
                toCounts(Columns.get(row, "counted", String.class)));
    }

    private record Sum(Place place, Cell cell) {}

    private record Kept(UUID id, String counted, Optional<LocalDate> late) {}
}
