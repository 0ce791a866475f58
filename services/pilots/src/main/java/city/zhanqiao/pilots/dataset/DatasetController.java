package city.zhanqiao.pilots.dataset;

import static java.util.stream.Collectors.joining;

import city.zhanqiao.city.identity.Access;
import city.zhanqiao.pilots.indicator.IndicatorProblems;
import city.zhanqiao.pilots.indicator.Period;
import city.zhanqiao.web.language.Language;

import io.swagger.v3.oas.annotations.Operation;

import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import reactor.core.publisher.Mono;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Open data of the pilots. */
@RestController
class DatasetController {

    private static final String CASES = "/open/v1/datasets/pilot-cases";
    private static final String HIDDEN = "<5";

    private final Datasets datasets;

    DatasetController(Datasets datasets) {
        this.datasets = datasets;
    }

    @GetMapping("/open/v1/datasets")
    @Access(value = Access.By.ANYONE, reach = Access.Reach.ALL)
    @Operation(summary = "The open data sets, with a description of each column")
    Mono<DatasetList> list(ServerHttpRequest http) {
        return Mono.just(new DatasetList(List.of(casesIn(Language.of(http)))));
    }

    @GetMapping(CASES)
    @Access(value = Access.By.ANYONE, reach = Access.Reach.ALL)
    @Operation(
            summary = "Cases of the pilots by scenario, district and month",
            description =
                    "Months such as `2022-06`. A count that stands for fewer than five people is"
                        + " hidden (in the table `<5`, in JSON absent), and so is every sum that"
                        + " would give it away.")
    Mono<CaseRows> cases(@RequestParam String from, @RequestParam String to) {
        return rows(from, to)
                .map(rows -> rows.stream().map(CaseRow::of).toList())
                .map(CaseRows::new);
    }

    @GetMapping(CASES + ".csv")
    @Access(value = Access.By.ANYONE, reach = Access.Reach.ALL)
    @Operation(summary = "The same as a table (RFC 4180, UTF-8)")
    Mono<ResponseEntity<byte[]>> table(@RequestParam String from, @RequestParam String to) {
        return rows(from, to)
                .map(DatasetController::toTable)
                .map(table ->
                        ResponseEntity.ok()
                                .header("Content-Type", "text/csv;charset=UTF-8")
                                .header(
                                        "Content-Disposition",
                                        "attachment; filename=\"pilot-cases.csv\"")
                                .body(table.getBytes(StandardCharsets.UTF_8)));
    }

    private Mono<List<Row>> rows(String from, String to) {
        Period period = IndicatorProblems.toPeriod(from, to);
        return datasets.cases(period);
    }

    private static String toTable(List<Row> rows) {
        Stream<List<String>> head =
                Stream.of(
                        Stream.concat(
                                        Stream.of("scenario", "district", "month"),
                                        Column.codes().stream())
                                .toList());
        return Stream.concat(head, rows.stream().map(DatasetController::toCells))
                .map(cells -> String.join(",", cells))
                .collect(joining("\r\n", "", "\r\n"));
    }

    private static List<String> toCells(Row row) {
        Stream<String> counts =
                Arrays.stream(Column.values())
                        .map(column -> row.count(column).map(String::valueOf).orElse(HIDDEN));
        return Stream.concat(Stream.of(row.scenario(), row.district(), row.month()), counts)
                .toList();
    }

    private static Dataset casesIn(Language language) {
        boolean english = language == Language.EN;
        Stream<ColumnView> place =
                Stream.of(
                        new ColumnView("scenario", english ? "Code of the scenario" : "场景代码"),
                        new ColumnView(
                                "district",
                                english
                                        ? "Code of the district; ALL for the sum of the pilot's"
                                                + " districts"
                                        : "区划代码；ALL 为各试点区合计"),
                        new ColumnView("month", english ? "Month" : "月份"));
        Stream<ColumnView> counts =
                Arrays.stream(Column.values())
                        .map(column -> new ColumnView(column.code(), column.title(language)));
        return new Dataset(
                "pilot-cases",
                english ? "Cases of the pilots" : "试点办件统计",
                english
                        ? "Counts by scenario, district and month, from the events of the cases."
                                + " Cells of fewer than five people are hidden, with every sum that"
                                + " would give them away."
                        : "按场景、区和月统计，数据来自办件事件。少于五人的单元格不公布，可推算出它们的合计也不公布。",
                List.of(CASES, CASES + ".csv"),
                Stream.concat(place, counts).toList());
    }

    record DatasetList(List<Dataset> items) {}

    /**
     * A data set.
     *
     * @param addresses where it is, as JSON and as a table; both take {@code from} and {@code to}
     */
    record Dataset(
            String id,
            String title,
            String description,
            List<String> addresses,
            List<ColumnView> columns) {}

    /** What a column holds. */
    record ColumnView(String name, String description) {}

    record CaseRows(List<CaseRow> items) {}

    /**
     * One line.
     *
     * @param district code, or ALL for the sum of the districts
     * @param counts by column; what is not in it is hidden
     */
    record CaseRow(String scenario, String district, String month, Map<String, Long> counts) {

        static CaseRow of(Row row) {
            Map<String, Long> told = new LinkedHashMap<>();
            row.counts().forEach((column, count) -> told.put(column.code(), count));
            return new CaseRow(row.scenario(), row.district(), row.month(), told);
        }
    }
}
