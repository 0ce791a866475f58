package city.zhanqiao.load.bench;

import city.zhanqiao.city.division.Division;
import city.zhanqiao.load.bench.SideBySide.Compared;
import city.zhanqiao.load.lab.CannotMeasure;
import city.zhanqiao.load.lab.Lab;
import city.zhanqiao.load.lab.Place;
import city.zhanqiao.load.lab.Program;
import city.zhanqiao.load.lab.Tool;
import city.zhanqiao.load.lab.Wrk;
import city.zhanqiao.load.lab.Wrk.Counted;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * P11 for notices: lists, search and a resident's own list with a hundred times as many notices, of
 * which twice as many are current: what grows for ever is the archive. So the pages are full in
 * both and the answers are as long. No answer is a remembered one: more addresses are asked than
 * are kept.
 */
final class NoticeScaleBench implements Bench {

    private static final int FEW = 10_000;
    private static final int MANY = 1_000_000;
    private static final int CURRENT_OF_FEW = 5_000;
    private static final int CURRENT_OF_MANY = 10_000;
    private static final int RESIDENTS = 2_000;

    /** Few, so that what is measured is the answer and not the queue before it. */
    private static final int CONNECTIONS = 4;

    /** How often a statement is run for the comparison of the two searches. */
    private static final int RUNS = 21;

    @Override
    public String name() {
        return "p11-notices";
    }

    @Override
    public List<Tool> tools() {
        return List.of(Tool.WRK);
    }

    @Override
    public void run(Lab lab, BenchSettings settings, Report report) {
        City few = found(lab, "few_notices", FEW, CURRENT_OF_FEW);
        City many = found(lab, "many_notices", MANY, CURRENT_OF_MANY);
        report.note(
                "The ratio is p99 at 10,000 notices ÷ p99 at 1,000,000, so 0.67 is 1.5 times as"
                        + " slow. Current are 5,000 and 10,000; pages are full in both.");
        compare(settings, report, few, many, load(lab, "lists", lists(), Map.of()));
        compare(settings, report, few, many, load(lab, "searches", searches(), Map.of()));
        compare(
                settings,
                report,
                few,
                many,
                load(
                        lab,
                        "own lists",
                        List.of("/api/v1/notices/for-me?limit=20"),
                        Map.of("BENCH_TOKENS", lab.tokens(RESIDENTS).toString())));
        compareSearches(many.place(), report);
    }

    private static City found(Lab lab, String name, int notices, int current) {
        Place place = lab.place(name);
        Program service = lab.notices(place);
        NoticeSeed.sow(place, notices, notices / current);
        NoticeSeed.settle(place, RESIDENTS);
        return new City(place, service.base());
    }

    private static void compare(
            BenchSettings settings, Report report, City few, City many, Load load) {
        load.wrk().at(few.base(), settings.warm());
        load.wrk().at(many.base(), settings.warm());
        List<Turn> turns = new ArrayList<>();
        for (int round = 0; round < settings.rounds(); round++) {
            turns.add(
                    new Turn(
                            load.wrk().at(few.base(), settings.length()),
                            load.wrk().at(many.base(), settings.length())));
        }
        Compared compared =
                new Compared(
                        SideBySide.median(turns, turn -> rate(turn.few())),
                        SideBySide.median(turns, turn -> rate(turn.many())),
                        SideBySide.median(turns, turn -> turn.few().p99() / turn.many().p99()),
                        SideBySide.median(turns, turn -> turn.many().p50() - turn.few().p50()));
        report.add(
                new Row(
                        "P11",
                        String.format(
                                Locale.ROOT,
                                "%s of 1,000,000 notices, p99 %.1f ms",
                                load.name(),
                                SideBySide.median(turns, turn -> turn.many().p99())),
                        String.format(
                                Locale.ROOT,
                                "of 10,000, p99 %.1f ms",
                                SideBySide.median(turns, turn -> turn.few().p99())),
                        compared,
                        1 / 1.5,
                        1 / 1.3));
    }

    /** What docs/adr/0011 compares, on the larger database. */
    private static void compareSearches(Place place, Report report) {
        place.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm");
        place.execute(
                "CREATE INDEX words_by_trigrams ON notice USING gin (words gin_trgm_ops)"
                        + " WHERE state = 'PUBLISHED'");
        for (String words : List.of("停水", "燃气检修", "净滩安排")) {
            String pairs =
                    Stream.iterate(0, at -> at < words.length() - 1, at -> at + 1)
                            .map(at -> "'" + words.substring(at, at + 2) + "'")
                            .collect(Collectors.joining(", "));
            report.note(
                    String.format(
                            Locale.ROOT,
                            "Search for %s among the current ones: pairs %.2f ms, pg_trgm %.2f ms"
                                    + " (median of %d, count of all hits).",
                            words,
                            time(
                                    place,
                                    "pairs @> ARRAY[%s] AND position('%s' IN words) > 0"
                                            .formatted(pairs, words)),
                            time(place, "words LIKE '%%%s%%'".formatted(words)),
                            RUNS));
        }
    }

    private static double time(Place place, String condition) {
        List<Double> times = new ArrayList<>();
        for (int run = 0; run < RUNS; run++) {
            times.add(
                    place
                            .texts(
                                    "EXPLAIN (ANALYZE, TIMING OFF) SELECT count(*) FROM notice"
                                            + " WHERE state = 'PUBLISHED' AND "
                                            + condition)
                            .stream()
                            .filter(line -> line.startsWith("Execution Time: "))
                            .map(line -> Double.valueOf(line.split(" ", -1)[2]))
                            .findFirst()
                            .orElseThrow(() -> new CannotMeasure("no time was told")));
        }
        return SideBySide.median(times, Double::doubleValue);
    }

    private static double rate(Counted counted) {
        return counted.good() / counted.seconds();
    }

    private static List<String> lists() {
        List<String> paths = new ArrayList<>();
        for (int limit = 10; limit < 20; limit++) {
            for (Division street : NoticeSeed.allStreets()) {
                paths.add(
                        "/open/v1/notices?division=%s&limit=%d"
                                .formatted(street.code().value(), limit));
            }
        }
        return paths;
    }

    private static List<String> searches() {
        List<String> paths = new ArrayList<>();
        for (int limit = 10; limit < 100; limit++) {
            for (String words : NoticeSeed.WORDS) {
                paths.add(
                        "/open/v1/notices?q=%s&limit=%d"
                                .formatted(
                                        URLEncoder.encode(words, StandardCharsets.UTF_8), limit));
            }
        }
        return paths;
    }

    private static Load load(
            Lab lab, String name, List<String> paths, Map<String, String> environment) {
        Path file = lab.file(name.replace(' ', '-') + ".paths", String.join("\n", paths) + "\n");
        Map<String, String> all = new HashMap<>(environment);
        all.put("BENCH_PATHS", file.toString());
        return new Load(name, new Wrk(lab.scripts(), "paths", CONNECTIONS, all));
    }

    private record City(Place place, URI base) {}

    private record Load(String name, Wrk wrk) {}

    private record Turn(Counted few, Counted many) {}
}
