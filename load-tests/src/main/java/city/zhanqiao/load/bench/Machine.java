package city.zhanqiao.load.bench;

import city.zhanqiao.load.lab.CannotMeasure;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The machine before anything is started on it.
 *
 * @param load its load average
 */
record Machine(double load, int cores) {

    /** Looks whether it is quiet enough; a busy one is refused unless that was asked for. */
    static Machine look(BenchSettings settings) {
        Machine machine =
                new Machine(
                        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
                        Runtime.getRuntime().availableProcessors());
        System.out.printf(
                Locale.ROOT,
                "load average %.2f on %d cores before the start%n",
                machine.load,
                machine.cores);
        if (!machine.isQuiet() && !settings.busy()) {
            throw new CannotMeasure(
                    "The machine is busy. Wait, or measure all the same with -Dbusy=true.");
        }
        return machine;
    }

    /** The sentence above each table. */
    String circumstances(BenchSettings settings) {
        return String.format(
                Locale.ROOT,
                "%s, commit %s, JVM %s, %d cores, load average %.2f before the start%s; %d rounds"
                        + " of %d s after %d s of warming up, medians.",
                LocalDate.now(ZoneOffset.UTC),
                commit(),
                Runtime.version(),
                cores,
                load,
                isQuiet() ? "" : " (busy)",
                settings.rounds(),
                settings.length().toSeconds(),
                settings.warm().toSeconds());
    }

    private boolean isQuiet() {
        return load <= cores / 2.0;
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
