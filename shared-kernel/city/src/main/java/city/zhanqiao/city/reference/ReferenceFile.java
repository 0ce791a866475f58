package city.zhanqiao.city.reference;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A small UTF-8 table that lies as a resource beside the class that reads it: one row a line, cells
 * parted by commas and never quoted, lines with {@code #} for the source. A broken file is a fault
 * of the build, so that reading it throws {@link IllegalStateException}.
 */
public final class ReferenceFile {

    private ReferenceFile() {}

    /**
     * Reads all rows of a table.
     *
     * @param beside the class that the file lies beside
     * @param columns how many cells every row must have
     */
    public static List<List<String>> rows(Class<?> beside, String file, int columns) {
        try (InputStream in = beside.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("missing reference file " + file);
            }
            return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> cells(file, line, columns))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> cells(String file, String line, int columns) {
        List<String> cells = List.of(line.split(",", -1));
        if (cells.size() != columns) {
            throw new IllegalStateException(
                    "%s: not %d cells in \"%s\"".formatted(file, columns, line));
        }
        return cells;
    }
}
