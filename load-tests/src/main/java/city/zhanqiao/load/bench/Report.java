package city.zhanqiao.load.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

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

    /**
     * @param circumstances in a sentence
     */
    Report(String bench, String circumstances) {
        this.bench = bench;
        this.circumstances = circumstances;
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
}
