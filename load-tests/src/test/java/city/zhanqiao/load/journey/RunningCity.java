package city.zhanqiao.load.journey;

import city.zhanqiao.load.lab.CannotMeasure;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.text.ParseException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** The city as the README's command starts it, on ports and data of its own. */
final class RunningCity implements AutoCloseable {

    /** Away from the ports of a stack that somebody may have running. */
    private static final int PORT = 18080;

    private static final int ISSUER = PORT + 10;
    private static final int POSTGRES = PORT + 12;
    private static final Duration STARTUP = Duration.ofMinutes(10);
    private static final Duration STOP = Duration.ofMinutes(1);
    private static final String READY = "Ctrl-C stops everything";

    private final Process maven;
    private final Path data;

    private RunningCity(Process maven, Path data) {
        this.maven = maven;
        this.data = data;
    }

    /**
     * Starts it from nothing. All journeys come from one address, which no gateway would allow in
     * earnest; what one resident may do stays as it is.
     */
    static RunningCity start(Path module) {
        Path root = Objects.requireNonNull(module.toAbsolutePath().normalize().getParent());
        Path data = module.resolve("target/journeys").toAbsolutePath();
        Path log = data.resolveSibling("journeys.log");
        ProcessBuilder builder =
                new ProcessBuilder(
                                "mvn",
                                "-B",
                                "-ntp",
                                "spring-boot:run",
                                "-Dfresh",
                                "-Dzhanqiao.port=" + PORT,
                                "-Dzhanqiao.data=" + data)
                        .directory(root.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile());
        builder.environment().put("ZHANQIAO_GATEWAY_RATE_ADDRESS", "1000000000");
        try {
            RunningCity city = new RunningCity(builder.start(), data);
            city.awaitReady(log);
            return city;
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    private void awaitReady(Path log) throws IOException {
        long deadline = System.nanoTime() + STARTUP.toNanos();
        while (!Files.readString(log).contains(READY)) {
            if (!maven.isAlive() || System.nanoTime() > deadline) {
                close();
                throw new CannotMeasure("The city does not start; " + log + " says why");
            }
            pause();
        }
    }

    private void pause() {
        try {
            // Ends early when the city does.
            maven.waitFor(200, TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new CannotMeasure("stopped while the city was starting", stopped);
        }
    }

    String gateway() {
        return "http://localhost:" + PORT;
    }

    /** The {@code iss} of the residents' tokens. */
    String residentsIssuer() {
        return "http://localhost:" + ISSUER + "/residents";
    }

    /** What the residents' tokens are signed with. */
    RSAKey residentsKey() {
        try {
            JWKSet keys =
                    JWKSet.parse(Files.readString(data.resolve("secrets").resolve("keys.json")));
            return Objects.requireNonNull(keys.getKeyByKeyId("residents")).toRSAKey();
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        } catch (ParseException fault) {
            throw new CannotMeasure("no keys of the issuer", fault);
        }
    }

    /** A token of somebody in the demonstration. */
    String tokenOf(String person) {
        HttpRequest request =
                HttpRequest.newBuilder(
                                URI.create("http://localhost:" + ISSUER + "/tokens/" + person))
                        .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(request, BodyHandlers.ofString()).body();
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new CannotMeasure("stopped while asking for a token", stopped);
        }
    }

    /** The one number that a query gives in the database of a service. */
    long count(String service, String sql) {
        try {
            String password = Files.readString(data.resolve("secrets").resolve("postgres")).strip();
            try (Connection connection =
                            DriverManager.getConnection(
                                    "jdbc:postgresql://127.0.0.1:%d/%s"
                                            .formatted(POSTGRES, service),
                                    "postgres",
                                    password);
                    Statement statement = connection.createStatement();
                    ResultSet result = statement.executeQuery(sql)) {
                result.next();
                return result.getLong(1);
            }
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        } catch (SQLException fault) {
            throw new IllegalStateException(fault);
        }
    }

    /** Stops Maven and the city that it started, as Ctrl-C does. */
    @Override
    public void close() {
        maven.descendants().forEach(ProcessHandle::destroy);
        maven.destroy();
        try {
            if (!maven.waitFor(STOP.toSeconds(), TimeUnit.SECONDS)) {
                maven.destroyForcibly();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            maven.destroyForcibly();
        }
    }
}
