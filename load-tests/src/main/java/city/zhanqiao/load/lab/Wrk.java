package city.zhanqiao.load.lab;

import tools.jackson.databind.json.JsonMapper;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A load from {@code wrk}, the closed model: so many connections, each asks again as soon as it is
 * answered. One thread, because the machine's cores belong to what is measured.
 *
 * @param script in the folder of scripts, without its ending
 * @param environment what the script reads
 */
public record Wrk(Path scripts, String script, int connections, Map<String, String> environment) {

    private static final List<Tool> NEEDED = List.of(Tool.WRK);

    public Wrk {
        NEEDED.forEach(Tool::require);
    }

    /** Sends for so long, whole seconds, and gives what was counted. */
    public Counted at(URI base, Duration length) {
        Map<String, String> all = new HashMap<>(environment);
        all.put("BENCH_SCRIPTS", scripts.toString());
        String printed =
                Tool.WRK.run(
                        all,
                        "-t1",
                        "-c" + connections,
                        "-d" + length.toSeconds() + "s",
                        "--timeout",
                        "10s",
                        "-s",
                        scripts.resolve(script + ".lua").toString(),
                        base.toString());
        printed.lines()
                .filter(one -> one.startsWith("unexpected: "))
                .forEach(one -> System.out.println("  " + script + ": " + one));
        String line =
                printed.lines()
                        .filter(one -> one.startsWith("{"))
                        .findFirst()
                        .orElseThrow(() -> new CannotMeasure("wrk counted nothing:\n" + printed));
        return JsonMapper.shared().readValue(line, Counted.class);
    }

    /**
     * What a run counted.
     *
     * @param good answers of the kind that was hoped for
     * @param broken connections without an answer
     * @param p50 milliseconds
     * @param p99 milliseconds
     * @param spent the script ran out of residents, so the run means nothing
     */
    public record Counted(
            double seconds,
            long requests,
            long good,
            long broken,
            double p50,
            double p99,
            boolean spent) {}
}
