package city.zhanqiao.local.identity;

import city.zhanqiao.local.CannotStart;
import city.zhanqiao.local.process.Leftovers;
import city.zhanqiao.local.process.Secret;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A real Keycloak on loopback, with the realms that lie in {@code infra/containers/keycloak}. It
 * keeps everything in memory: each start begins with the realm files, and with new keys.
 */
public final class Keycloak implements Issuer {

    /** It is built anew for its settings at the first start, on a machine that may be busy. */
    private static final Duration STARTUP = Duration.ofMinutes(6);

    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final String PROTOCOL = "/protocol/openid-connect";

    private final Process process;
    private final Plan plan;

    private Keycloak(Process process, Plan plan) {
        this.process = process;
        this.plan = plan;
    }

    /** Starts the server and does not wait for it. */
    public static Keycloak spawn(Plan plan, DemoPeople people) throws IOException {
        if (!Files.isRegularFile(plan.script())) {
            throw new CannotStart(
                    "There is no Keycloak in "
                            + plan.distribution()
                            + "; -P keycloak unpacks one.");
        }
        Realms.write(plan.realms(), plan.distribution().resolve("data/import"), people);
        ProcessBuilder builder =
                new ProcessBuilder("sh", plan.script().toString(), "start-dev", "--import-realm")
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(plan.log().toFile()));
        builder.environment().putAll(plan.environment());
        return new Keycloak(builder.start(), plan);
    }

    /** Waits until every realm is there. */
    public void awaitReady() throws InterruptedException {
        long deadline = System.nanoTime() + STARTUP.toNanos();
        try (HttpClient http = HttpClient.newHttpClient()) {
            for (Face face : Face.values()) {
                while (!knows(http, face)) {
                    if (System.nanoTime() > deadline
                            || process.waitFor(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
                        throw new CannotStart(
                                "Keycloak does not start; " + plan.log() + " says why.");
                    }
                }
            }
        }
    }

    private boolean knows(HttpClient http, Face face) throws InterruptedException {
        URI described = URI.create(issuer(face) + "/.well-known/openid-configuration");
        HttpRequest request = HttpRequest.newBuilder(described).timeout(STARTUP).build();
        try {
            return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false; // nobody listens yet
        }
    }

    public ProcessHandle process() {
        return process.toHandle();
    }

    @Override
    public URI home() {
        return URI.create(plan.home());
    }

    @Override
    public URI issuer(Face face) {
        return home().resolve("/realms/" + face.path());
    }

    @Override
    public URI keys(Face face) {
        return URI.create(issuer(face) + PROTOCOL + "/certs");
    }

    @Override
    public URI tokens() {
        return URI.create(issuer(Face.SERVICES) + PROTOCOL + "/token");
    }

    @Override
    public String hint() {
        return """


        Keycloak asks staff for a one-time code too; the secret for an authenticator app is
        %s. infra/containers/log-in prints a token.\
        """
                .formatted(DemoPeople.SECOND_FACTOR_BASE32);
    }

    /** The script, and the JVM that it may still stand in front of. */
    @Override
    public void close() throws IOException {
        Leftovers.end(Stream.concat(Stream.of(process()), process().descendants()).toList());
    }

    /**
     * How it is started.
     *
     * @param distribution the unpacked distribution; one stack at a time runs from it
     * @param realms the folder with the realm files
     * @param services what every service shows to get its token
     * @param administrator the password of {@code admin}
     * @param mark an option by which a later run knows that it is ours
     * @param log what it says is appended here
     */
    public record Plan(
            Path distribution,
            Path realms,
            Secret services,
            Secret administrator,
            String mark,
            Path log,
            int port) {

        Path script() {
            return distribution.resolve("bin/kc.sh");
        }

        String home() {
            return "http://localhost:" + port;
        }

        /** Secrets are no arguments: everybody on the machine can read a command line. */
        Map<String, String> environment() {
            return Map.of(
                    "JAVA_HOME", System.getProperty("java.home"),
                    "JAVA_OPTS_APPEND",
                            "-Dkeycloak.migration.replace-placeholders=true '" + mark + "'",
                    "KC_DB", "dev-mem",
                    "KC_HTTP_HOST", "127.0.0.1",
                    "KC_HTTP_PORT", Integer.toString(port),
                    "KC_HOSTNAME", home(),
                    "KC_BOOTSTRAP_ADMIN_USERNAME", "admin",
                    "KC_BOOTSTRAP_ADMIN_PASSWORD", administrator.value(),
                    "CLIENT_SECRET", services.value());
        }
    }
}
