package city.zhanqiao.load.bench;

import city.zhanqiao.load.lab.CannotMeasure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The table of one bench and under which circumstances it came about. */
final class Report {

    private static final String HEAD =
            """
            | id | ours | measured | rival | measured | ratio | floor / goal | |
            |---|---|---|---|---|---|---|---|
            """;

    private final String bench;
    private final String circumstances;
    private final List<Row> rows = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private boolean kept = true;

    private Report(String bench, String circumstances) {
        this.bench = bench;
        this.circumstances = circumstances;
    }

    /** Looks at the machine before anything is started on it. */
    static Report begin(String bench, BenchSettings settings) {
        double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        int cores = Runtime.getRuntime().availableProcessors();
        boolean quiet = load <= cores / 2.0;
        System.out.printf(
                Locale.ROOT,
                "%s: load average %.2f on %d cores before the start%n",
                bench,
                load,
                cores);
        if (!quiet && !settings.busy()) {
            throw new CannotMeasure(
                    "The machine is busy. Wait, or measure all the same with -Dbusy=true.");
        }
        String circumstances =
                String.format(
                        Locale.ROOT,
                        "%s, commit %s, JVM %s, %d cores, load average %.2f before the start%s;"
                                + " %d rounds of %d s, medians.",
                        LocalDate.now(ZoneOffset.UTC),
                        commit(),
                        Runtime.version(),
                        cores,
                        load,
                        quiet ? "" : " (busy)",
                        settings.rounds(),
                        settings.length().toSeconds());
        return new Report(bench, circumstances);
    }

    void add(Row row) {
        rows.add(row);
    }

    /** A sentence below the table. */
    void note(String text) {
        notes.add(text);
    }

    /** A sentence below the table about something that must be so. */
    void demand(String text, boolean holds) {
        notes.add(text + (holds ? "" : " **Not reached.**"));
        kept &= holds;
    }

    /**
     * Prints the table and keeps it in a file that the next run replaces.
     *
     * @return whether all floors were reached
     */
    boolean finish(Path results) {
        StringBuilder text = new StringBuilder(circumstances).append("\n\n");
        if (!rows.isEmpty()) {
            text.append(HEAD);
            rows.forEach(row -> text.append(row.toMarkdown()).append('\n'));
        }
        notes.forEach(note -> text.append('\n').append(note).append('\n'));
        System.out.println(text);
        try {
            Files.createDirectories(results);
            Files.writeString(results.resolve(bench + ".md"), "# " + bench + "\n" + text);
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
        return kept && rows.stream().allMatch(Row::holds);
    }

    private static String commit() {
        return git("rev-parse", "--short", "HEAD")
                + (git("status", "--porcelain", "--untracked-files=no").isEmpty()
                        ? ""
                        : " with changes");
    }

    private static String git(String... arguments) {
        List<String> line = Stream.concat(Stream.of("git"), Stream.of(arguments)).toList();
        try {
            Process process = new ProcessBuilder(line).start();
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                    .strip();
        } catch (IOException withoutGit) {
            return "unknown";
        }
    }
}
