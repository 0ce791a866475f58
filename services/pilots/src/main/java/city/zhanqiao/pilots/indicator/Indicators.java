package city.zhanqiao.pilots.indicator;

import static java.util.stream.Collectors.groupingBy;

import city.zhanqiao.city.Outcome;
import city.zhanqiao.city.division.DivisionCode;
import city.zhanqiao.data.Outcomes;
import city.zhanqiao.data.database.Columns;
import city.zhanqiao.pilots.pilot.ScenarioCode;

import io.r2dbc.spi.Readable;

import org.springframework.r2dbc.core.DatabaseClient;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads indicators out of the sums. */
public final class Indicators {

    /** Sums of months, and what must be counted for the whole period because people recur. */
    private static final String TOTALS =
            """
            SELECT measure, sum(amount)::bigint AS amount FROM indicator_month
             WHERE item = :item AND district = :district AND month BETWEEN :from AND :to
             GROUP BY measure
            UNION ALL
            SELECT 'OPEN_OVERDUE', count(*) FROM measured_case
             WHERE item = :item AND district = :district AND late_from <= :to
               AND (closed_on IS NULL OR closed_on > :to) AND (ended_on IS NULL OR ended_on > :to)
            UNION ALL
            SELECT 'DRAFTS', count(*) FROM measured_draft
             WHERE item = :item AND district = :district AND begun_on BETWEEN :from AND :to
            UNION ALL
            SELECT unnest(ARRAY['ACTIVE', 'ACTIVE_OF_KNOWN_AGE', 'ACTIVE_ELDERS']),
                   unnest(ARRAY[count(DISTINCT resident),
                                count(DISTINCT resident) FILTER (WHERE elder IS NOT NULL),
                                count(DISTINCT resident) FILTER (WHERE elder)])
              FROM measured_activity
             WHERE item = :item AND district = :district AND month BETWEEN :from AND :to
            UNION ALL
            SELECT 'COST_FEN', coalesce(sum(fen), 0)::bigint FROM indicator_cost
             WHERE item = :item AND district = :district AND month BETWEEN :from AND :to
            """;

    private static final String MONTHS =
            """
            SELECT month, measure, amount FROM indicator_month
             WHERE item = :item AND district = :district AND month BETWEEN :from AND :to
            UNION ALL
            SELECT month, unnest(ARRAY['ACTIVE', 'ACTIVE_OF_KNOWN_AGE', 'ACTIVE_ELDERS']),
                   unnest(ARRAY[count(*), count(elder), count(*) FILTER (WHERE elder)])
              FROM measured_activity
             WHERE item = :item AND district = :district AND month BETWEEN :from AND :to
             GROUP BY month
            UNION ALL
            SELECT date_trunc('month', begun_on::timestamp)::date, 'DRAFTS', count(*)
              FROM measured_draft
             WHERE item = :item AND district = :district AND begun_on BETWEEN :from AND :to
             GROUP BY 1
            UNION ALL
            SELECT month, 'COST_FEN', fen FROM indicator_cost
             WHERE item = :item AND district = :district AND month BETWEEN :from AND :to
            """;

    private final DatabaseClient database;
    private final Definitions definitions;

    Indicators(DatabaseClient database, Definitions definitions) {
        this.database = database;
        this.definitions = definitions;
    }

    /** The indicators of a scenario in a district over whole months. */
    public Mono<Outcome<Counted, Refusal>> of(
            ScenarioCode scenario, DivisionCode district, Period period) {
        return definitions
                .of(period)
                .flatMap(
                        Outcomes.then(definition ->
                                totals(scenario.countedAs(), district, period)
                                        .map(totals -> toCounted(scenario, totals, definition))
                                        .map(Outcome::done)));
    }

    /** The same month by month, each by its own definition. Who is overdue is not among them. */
    public Flux<Month> months(ScenarioCode scenario, DivisionCode district, Period period) {
        return Mono.zip(
                        definitions.list().collectList(),
                        readMonths(scenario.countedAs(), district, period).collectList())
                .flatMapIterable(read -> toMonths(scenario, period, read.getT1(), read.getT2()));
    }

    private Mono<Totals> totals(String item, DivisionCode district, Period period) {
        return database.sql(TOTALS)
                .bind("item", item)
                .bind("district", district.value())
                .bind("from", period.firstDay())
                .bind("to", period.lastDay())
                .map(Indicators::toSum)
                .all()
                .collectList()
                .map(Indicators::toTotals);
    }

    private Flux<MonthSum> readMonths(String item, DivisionCode district, Period period) {
        return database.sql(MONTHS)
                .bind("item", item)
                .bind("district", district.value())
                .bind("from", period.firstDay())
                .bind("to", period.lastDay())
                .map(row ->
                        new MonthSum(
                                YearMonth.from(Columns.get(row, "month", LocalDate.class)),
                                toSum(row)))
                .all();
    }

    private static List<Month> toMonths(
            ScenarioCode scenario, Period period, List<Definition> all, List<MonthSum> sums) {
        Map<YearMonth, List<MonthSum>> byMonth = sums.stream().collect(groupingBy(MonthSum::month));
        return period.months().stream()
                .map(month ->
                        new Month(
                                month,
                                toCounted(
                                        scenario,
                                        toTotals(
                                                byMonth.getOrDefault(month, List.of()).stream()
                                                        .map(MonthSum::sum)
                                                        .toList()),
                                        Definitions.at(month, all))))
                .toList();
    }

    private static Counted toCounted(ScenarioCode scenario, Totals totals, Definition definition) {
        return new Counted(
                definition.version(),
                totals.of(Measure.SUBMITTED),
                totals.of(Measure.CLOSED),
                totals.of(Measure.CLOSED_TIMED)
                        - totals.of(Measure.CLOSED_ON_TIME)
                        + totals.of(Measure.OPEN_OVERDUE),
                Arrays.stream(Indicator.values())
                        .filter(indicator -> indicator.isOf(scenario))
                        .map(one -> Reading.of(one, totals, definition))
                        .toList());
    }

    private static Totals toTotals(List<Sum> sums) {
        Map<Measure, Long> totals = new EnumMap<>(Measure.class);
        sums.forEach(sum -> totals.merge(sum.measure(), sum.amount(), Long::sum));
        return new Totals(totals);
    }

    private static Sum toSum(Readable row) {
        return new Sum(
                Measure.valueOf(Columns.get(row, "measure", String.class)),
                Columns.get(row, "amount", Long.class));
    }

    /**
     * What was counted.
     *
     * @param definition version of the definitions
     * @param late cases beyond their limit, closed or open
     */
    public record Counted(
            int definition, long submitted, long closed, long late, List<Reading> readings) {

        /** As it may be seen outside the pilot office. */
        public Counted outside() {
            return new Counted(
                    definition,
                    submitted,
                    closed,
                    late,
                    readings.stream().map(Reading::outside).toList());
        }

        /** One of the indicators of a scenario that has it. */
        public Reading reading(Indicator indicator) {
            return find(indicator).orElseThrow();
        }

        /** One of the indicators; absent where the scenario has nothing of the kind. */
        public Optional<Reading> find(Indicator indicator) {
            return readings.stream()
                    .filter(reading -> reading.indicator() == indicator)
                    .findFirst();
        }
    }

    /** One month. */
    public record Month(YearMonth month, Counted counted) {}

    private record Sum(Measure measure, long amount) {}

    private record MonthSum(YearMonth month, Sum sum) {}
}
