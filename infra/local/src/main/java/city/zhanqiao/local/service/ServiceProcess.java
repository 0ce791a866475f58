package city.zhanqiao.local.service;

import city.zhanqiao.local.CannotStart;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A program of the city that runs as in production: from its own jar, in a JVM of its own. */
record ServiceProcess(CityService service, Process process, Path log, URI readiness)
        implements RunningService {

    private static final Logger LOG = LoggerFactory.getLogger(ServiceProcess.class);

    /** Many small JVMs on one machine: little heap, one compiler, no thread to collect garbage. */
    private static final List<String> FLAGS =
            List.of(
                    "-Xms16m",
                    "-Xmx96m",
                    "-Xss512k",
                    "-XX:+UseSerialGC",
                    "-XX:+UseCompactObjectHeaders",
                    "-XX:TieredStopAtLevel=1",
                    "-XX:ReservedCodeCacheSize=48m",
                    "-XX:MaxDirectMemorySize=32m",
                    "--enable-native-access=ALL-UNNAMED",
                    "--sun-misc-unsafe-memory-access=allow",
                    "-Dio.netty.allocator.type=pooled",
                    "-Dio.netty.allocator.numDirectArenas=2");

    private static final Duration STARTUP = Duration.ofMinutes(3);
    private static final Duration PAUSE = Duration.ofMillis(200);

    /** A little more than a service gives to the requests under way. */
    private static final Duration STOP = Duration.ofSeconds(25);

    /**
     * Starts the JVM and does not wait for it.
     *
     * @param jar the executable jar
     * @param settings go before everything that its configuration says
     * @param log what it says is appended here
     * @param mark an option by which a later run knows that it is ours
     * @param readiness its readiness probe
     */
    static ServiceProcess spawn(
            CityService service,
            Path jar,
            Map<String, String> settings,
            Path log,
            String mark,
            URI readiness)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add(mark);
        command.addAll(FLAGS);
        command.addAll(List.of("-jar", jar.toString()));
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        // Not as arguments: everybody on the machine can read a command line.
        builder.environment()
                .put("SPRING_APPLICATION_JSON", JsonMapper.shared().writeValueAsString(settings));
        return new ServiceProcess(service, builder.start(), log, readiness);
    }

    @Override
    public void awaitReady() throws InterruptedException {
        long deadline = System.nanoTime() + STARTUP.toNanos();
        try (HttpClient http = HttpClient.newHttpClient()) {
            while (!isReady(http)) {
                if (System.nanoTime() > deadline
                        || process.waitFor(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
                    throw new CannotStart(
                            service.name() + " does not start; " + log + " says why.");
                }
            }
        }
    }

    private boolean isReady(HttpClient http) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(readiness).timeout(STOP).build();
        try {
            return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false; // nobody listens yet
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP.toSeconds(), TimeUnit.SECONDS)) {
                LOG.warn("{} does not stop; ending it by force", service.name());
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
