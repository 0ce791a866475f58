package city.zhanqiao.load.scale;

import city.zhanqiao.load.lab.CannotMeasure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What benches have left in their tables. */
public final class Measured {

    /** Figure, what, and our rate: the first three cells of a row. */
    private static final Pattern ROW = Pattern.compile("\\|[^|]*\\|([^|]*)\\| ([\\d,]+)/s \\|.*");

    private final Path results;

    /**
     * @param results the folder of the tables
     */
    public Measured(Path results) {
        this.results = results;
    }

    /**
     * Our own rate in the first row that says so.
     *
     * @param bench whose table
     * @param what words of the second column
     */
    public int perSecond(String bench, String what) {
        Path table = results.resolve(bench + ".md");
        for (String line : lines(table)) {
            Matcher row = ROW.matcher(line);
            if (row.matches() && row.group(1).contains(what)) {
                return Integer.parseInt(row.group(2).replace(",", ""));
            }
        }
        throw new CannotMeasure(
                "%s has no rate of \"%s\"; run -Dbench=%s first".formatted(table, what, bench));
    }

    private static List<String> lines(Path table) {
        try {
            return Files.exists(table) ? Files.readAllLines(table) : List.of();
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }
}
