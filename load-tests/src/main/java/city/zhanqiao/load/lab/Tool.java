package city.zhanqiao.load.lab;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A program of the machine that a bench needs. */
public enum Tool {
    WRK("wrk", "apt-get install wrk"),
    PGBENCH("pgbench", "apt-get install postgresql-contrib"),
    NGINX("nginx", "apt-get install nginx-light"),
    HAPROXY("haproxy", "apt-get install haproxy");

    /** Where Debian keeps what only the administrator usually calls. */
    private static final List<String> ALSO = List.of("/usr/sbin", "/usr/lib/postgresql/15/bin");

    private final String command;
    private final String install;

    Tool(String command, String install) {
        this.command = command;
        this.install = install;
    }

    /** Names every tool that is missing, with the command that installs it. */
    public static void require(Tool... tools) {
        List<String> missing =
                Arrays.stream(tools)
                        .filter(tool -> tool.paths().noneMatch(Files::isExecutable))
                        .map(tool -> tool.command + " is missing: " + tool.install)
                        .toList();
        if (!missing.isEmpty()) {
            throw new CannotMeasure(String.join(System.lineSeparator(), missing));
        }
    }

    /**
     * Runs the tool to its end and gives what it printed; its complaints are shown when it fails.
     */
    public String run(Map<String, String> environment, String... arguments) {
        Process process = start(environment, arguments);
        try {
            String printed =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new CannotMeasure(command + " failed:\n" + printed);
            }
            return printed;
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        } catch (InterruptedException fault) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new CannotMeasure(command + " was interrupted", fault);
        }
    }

    /** Starts the tool; what it prints and complains about comes as one. */
    Process start(Map<String, String> environment, String... arguments) {
        List<String> line = new ArrayList<>();
        line.add(path().toString());
        line.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
        builder.environment().putAll(environment);
        try {
            return builder.start();
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    private Path path() {
        return paths().filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new CannotMeasure(command + " is missing: " + install));
    }

    private Stream<Path> paths() {
        return Stream.concat(
                        Arrays.stream(System.getenv("PATH").split(File.pathSeparator)),
                        ALSO.stream())
                .map(folder -> Path.of(folder, command));
    }
}
