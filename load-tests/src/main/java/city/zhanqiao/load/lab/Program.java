package city.zhanqiao.load.lab;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A program in a JVM of its own, the city's and the rivals' with the same flags.
 *
 * @param base where it answers
 * @param ready answers 200 as soon as it can be used
 * @param log what it says
 */
public record Program(String name, Process process, URI base, URI ready, Path log)
        implements AutoCloseable {

    private static final List<String> FLAGS =
            List.of(
                    "-Xms256m",
                    "-Xmx512m",
                    "-XX:+UseSerialGC",
                    "-XX:+UseCompactObjectHeaders",
                    "--enable-native-access=ALL-UNNAMED",
                    "--sun-misc-unsafe-memory-access=allow",
                    "-Dio.netty.allocator.type=pooled");

    private static final Duration STARTUP = Duration.ofMinutes(2);
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final Duration STOP = Duration.ofSeconds(20);

    /** Starts a service of the city from its executable jar. */
    static Program jar(String name, Path module, Map<String, String> settings, Path logs) {
        return service(name, List.of("-jar", jar(module).toString()), settings, logs);
    }

    /**
     * Starts a service of the city from this class path.
     *
     * @param flags of the JVM, behind the usual ones
     */
    static Program service(
            String name, String type, List<String> flags, Map<String, String> settings, Path logs) {
        List<String> command = new ArrayList<>(flags);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), type));
        return service(name, command, settings, logs);
    }

    /**
     * Starts a service of the city from its executable jar on ports that others know already.
     *
     * @param management where it tells whether it is ready
     */
    static Program jar(
            String name,
            Path module,
            Map<String, String> settings,
            Path logs,
            int port,
            int management) {
        return service(
                name, List.of("-jar", jar(module).toString()), settings, logs, port, management);
    }

    private static Program service(
            String name, List<String> command, Map<String, String> settings, Path logs) {
        return service(name, command, settings, logs, freePort(), freePort());
    }

    private static Program service(
            String name,
            List<String> command,
            Map<String, String> settings,
            Path logs,
            int port,
            int management) {
        Map<String, String> all = new HashMap<>(settings);
        all.put("server.port", Integer.toString(port));
        all.put("server.address", "127.0.0.1");
        all.put("management.server.port", Integer.toString(management));
        all.put("management.server.address", "127.0.0.1");
        Map<String, String> environment =
                Map.of("SPRING_APPLICATION_JSON", JsonMapper.shared().writeValueAsString(all));
        return spawn(
                name,
                command,
                environment,
                logs,
                at(port, ""),
                at(management, "/actuator/health/readiness"));
    }

    /** Starts a rival, a class of this module whose first argument is its port. */
    static Program rival(String name, Class<?> type, Path logs, String... arguments) {
        int port = freePort();
        List<String> command = new ArrayList<>();
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), type.getName()));
        command.add(Integer.toString(port));
        command.addAll(List.of(arguments));
        return spawn(name, command, Map.of(), logs, at(port, ""), at(port, "/ready"));
    }

    private static Program spawn(
            String name,
            List<String> command,
            Map<String, String> environment,
            Path logs,
            URI base,
            URI ready) {
        Path log = logs.resolve(name + ".log");
        List<String> line = new ArrayList<>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.addAll(FLAGS);
        line.addAll(command);
        ProcessBuilder builder =
                new ProcessBuilder(line)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
            return new Program(name, process, base, ready, log);
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    /** Waits until the program can be used. */
    public Program awaitReady() {
        long deadline = System.nanoTime() + STARTUP.toNanos();
        try (HttpClient http = HttpClient.newHttpClient()) {
            while (!isReady(http)) {
                if (System.nanoTime() > deadline
                        || process.waitFor(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
                    throw new CannotMeasure(name + " does not start; " + log + " says why");
                }
            }
            return this;
        } catch (InterruptedException fault) {
            Thread.currentThread().interrupt();
            throw new CannotMeasure(name + " was not waited for", fault);
        }
    }

    private boolean isReady(HttpClient http) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(ready).timeout(STOP).build();
        try {
            return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException nobodyListensYet) {
            return false;
        }
    }

    /** Ends the program as a crash would: {@code kill -9}. */
    public void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException fault) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private static Path jar(Path module) {
        Path target = module.resolve("target");
        if (Files.isDirectory(target)) {
            try (DirectoryStream<Path> jars = Files.newDirectoryStream(target, "*-exec.jar")) {
                Iterator<Path> found = jars.iterator();
                if (found.hasNext()) {
                    return found.next();
                }
            } catch (IOException fault) {
                throw new UncheckedIOException(fault);
            }
        }
        throw new CannotMeasure("The jar of " + module + " is missing: mvn -DskipTests package");
    }

    static int freePort() {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    private static URI at(int port, String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }
}
