package city.zhanqiao.load.push;

import city.zhanqiao.load.lab.CannotMeasure;
import city.zhanqiao.load.lab.Program;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a program holds.
 *
 * @param live bytes on the heap that are in use, after a full collection
 * @param resident bytes of the process in the machine's memory
 */
record Memory(long live, long resident) {

    private static final Pattern TOTAL = Pattern.compile("Total\\s+\\d+\\s+(\\d+)");
    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");

    /** Collects the program's garbage and looks. */
    static Memory of(Program program) {
        String pid = Long.toString(program.process().pid());
        try {
            Process tool =
                    new ProcessBuilder(
                                    Path.of(System.getProperty("java.home"), "bin", "jcmd")
                                            .toString(),
                                    pid,
                                    "GC.class_histogram")
                            .redirectErrorStream(true)
                            .start();
            String histogram =
                    new String(tool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Memory(
                    number(TOTAL, histogram),
                    number(RESIDENT, Files.readString(Path.of("/proc", pid, "status"))) * 1024);
        } catch (IOException fault) {
            throw new CannotMeasure("the memory of " + program.name() + " is not told", fault);
        }
    }

    private static long number(Pattern pattern, String text) {
        Matcher found = pattern.matcher(text);
        if (!found.find()) {
            throw new CannotMeasure("no figure in:\n" + text);
        }
        return Long.parseLong(found.group(1));
    }

    String toText() {
        return "%.0f MB live, %.0f MB resident".formatted(live / 1048576.0, resident / 1048576.0);
    }
}
