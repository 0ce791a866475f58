package city.zhanqiao.load.bench;

import city.zhanqiao.load.bench.SideBySide.Compared;
import city.zhanqiao.load.bench.SideBySide.Side;
import city.zhanqiao.load.lab.Archive;
import city.zhanqiao.load.lab.Lab;
import city.zhanqiao.load.lab.Tool;
import city.zhanqiao.load.lab.Wrk;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * P11. Twenty own cases and a page of an office's inbox with a million cases, against the same with
 * ten thousand. What counts is the slowest answer in a hundred, told as its inverse.
 */
final class ManyCasesBench implements Bench {

    private static final int FEW = 10_000;
    private static final int MANY = 1_000_000;

    /** Enough to see that it runs. */
    private static final int SOME = 20_000;

    /** Few at once: it is the data that grow, not the crowd. */
    private static final int CONNECTIONS = 2;

    private static final int READERS = 200;

    /** 1 ÷ 1.5 and 1 ÷ 1.3. */
    private static final double FLOOR = 0.67;

    private static final double GOAL = 0.77;
    private static final double MILLISECONDS = 1000;

    @Override
    public String name() {
        return "p11-many-cases";
    }

    @Override
    public List<Tool> tools() {
        return List.of(Tool.WRK);
    }

    @Override
    public void run(Lab lab, BenchSettings settings, Report report) {
        int size = settings.smoke() ? SOME : MANY;
        Archive few = Archive.of(lab, FEW);
        Archive many = Archive.of(lab, size);
        for (Page page : pages(lab.tokens(READERS), few.clerks())) {
            Compared slowest = compare(lab, settings, page, few, many);
            report.add(
                    new Row(
                            "P11",
                            "%s of %,d cases, 1 ÷ p99".formatted(page.what(), size),
                            "of %,d".formatted(FEW),
                            slowest,
                            FLOOR,
                            GOAL));
            report.note(told(page, size, slowest));
        }
    }

    private static List<Page> pages(Path residents, Path clerks) {
        return List.of(
                new Page("20 own cases", "/api/v1/applications?limit=20", residents),
                new Page("a page of the inbox", "/admin/v1/applications?limit=20", clerks),
                new Page(
                        "what a clerk has to do",
                        "/admin/v1/applications?role=CLERK&limit=20",
                        clerks));
    }

    private static Compared compare(
            Lab lab, BenchSettings settings, Page page, Archive few, Archive many) {
        Wrk read =
                new Wrk(
                        lab.scripts(),
                        "read",
                        CONNECTIONS,
                        Map.of(
                                "BENCH_PATH",
                                page.path(),
                                "BENCH_TOKENS",
                                page.readers().toString()));
        return SideBySide.run(
                settings,
                new Side("few", length -> slowest(read.at(few.base(), length))),
                new Side("many", length -> slowest(read.at(many.base(), length))));
    }

    private static String told(Page page, int size, Compared slowest) {
        return String.format(
                Locale.ROOT,
                "%s: p99 %.2f ms of %,d cases, %.2f ms of %,d: %.2f ×.",
                page.what(),
                MILLISECONDS / slowest.rival(),
                FEW,
                MILLISECONDS / slowest.ours(),
                size,
                1 / slowest.ratio());
    }

    private static Sample slowest(Wrk.Counted counted) {
        return new Sample(MILLISECONDS / counted.p99(), counted.p50());
    }

    /** What is read, and by whom: a file of tokens. */
    private record Page(String what, String path, Path readers) {}
}
