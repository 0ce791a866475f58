package city.zhanqiao.load.lab;

import city.zhanqiao.data.support.TestRedis;
import city.zhanqiao.web.test.TestIssuer;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * PostgreSQL that keeps its promises (fsync on), Redis, an issuer of tokens, and the programs of
 * the city beside their rivals. Everything listens on loopback and ends with the lab.
 */
public final class Lab implements AutoCloseable {

    private static final String APPOINTMENTS = "city.zhanqiao.appointments.AppointmentsApplication";

    /** Desks of the example halls; slots are made for each at the first start. */
    private static final long DESKS = 10;

    private static final Duration STARTUP = Duration.ofSeconds(60);

    private final Path folder;
    private final EmbeddedPostgres postgres;
    private final TestRedis redis;
    private final ResidentTokens tokens;
    private final List<Program> programs = new ArrayList<>();
    private final List<Process> balancers = new ArrayList<>();

    private Lab(Path folder, EmbeddedPostgres postgres, TestRedis redis) {
        this.folder = folder;
        this.postgres = postgres;
        this.redis = redis;
        this.tokens = ResidentTokens.in(folder);
    }

    /**
     * Starts the servers.
     *
     * @param module the folder of this module; logs and files go to its {@code target/lab}
     */
    public static Lab start(Path module) {
        Path folder = module.resolve("target/lab").toAbsolutePath().normalize();
        try {
            Files.createDirectories(folder);
            EmbeddedPostgres postgres =
                    EmbeddedPostgres.builder()
                            .setServerConfig("fsync", "on")
                            .setServerConfig("synchronous_commit", "on")
                            .setServerConfig("full_page_writes", "on")
                            .setServerConfig("shared_buffers", "256MB")
                            .setServerConfig("max_wal_size", "4GB")
                            .setServerConfig("max_connections", "100")
                            .start();
            return new Lab(folder, postgres, TestRedis.start());
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    /** A new database. */
    public Place place(String name) {
        new Place(postgres.getPort(), "postgres").execute("CREATE DATABASE " + name);
        return new Place(postgres.getPort(), name);
    }

    /** The service of appointments from its executable jar; ready, with its slots made. */
    public Program appointments(Place place) {
        Program program =
                Program.jar(
                        "appointments",
                        root().resolve("services/appointments"),
                        appointmentsSettings(place),
                        folder);
        return keep(program).awaitReady();
    }

    /** The service of applications from its executable jar; ready. */
    public Program applications(Place place) {
        Map<String, String> settings = appointmentsSettings(place);
        settings.put("spring.config.name", "applications");
        settings.put("zhanqiao.materials.folder", folder.resolve("materials").toString());
        Program program =
                Program.jar(
                        "applications", root().resolve("services/applications"), settings, folder);
        return keep(program).awaitReady();
    }

    /** The service of notices from its executable jar; ready, and empty. */
    public Program notices(Place place) {
        Map<String, String> settings = appointmentsSettings(place);
        settings.put("spring.config.name", "notices");
        Program program =
                Program.jar(place.name(), root().resolve("services/notices"), settings, folder);
        return keep(program).awaitReady();
    }

    /**
     * An instance of appointments from this class path; not waited for. It compiles little, because
     * it lives for seconds.
     */
    public Program instance(Place place, int number) {
        Map<String, String> settings = appointmentsSettings(place);
        settings.put("spring.main.lazy-initialization", "false");
        return keep(
                Program.service(
                        "instance-" + number,
                        APPOINTMENTS,
                        List.of("-XX:TieredStopAtLevel=1"),
                        settings,
                        folder));
    }

    /**
     * An instance of any service from this class path; not waited for.
     *
     * @param type its application class
     * @param flags of the JVM, behind the usual ones
     * @param more settings besides those of every service
     */
    public Program service(
            String name, String type, Place place, List<String> flags, Map<String, String> more) {
        Map<String, String> settings = serviceSettings(place);
        settings.putAll(more);
        return keep(Program.service(name, type, flags, settings, folder));
    }

    /** What leads a service to the lab's Redis and to the issuers that are trusted here. */
    public Map<String, String> surroundings() {
        return common();
    }

    /** Takes Redis away and gives an empty one back. */
    public void emptyRedis() {
        redis.stop();
        redis.startEmpty();
    }

    /** Waits until the slots of all desks are made. */
    public static void awaitSlots(Place place) {
        long deadline = System.nanoTime() + STARTUP.toNanos();
        while (place.count("SELECT count(DISTINCT desk) FROM slot") < DESKS) {
            if (System.nanoTime() > deadline) {
                throw new CannotMeasure("no slots were made");
            }
            Thread.onSpinWait();
        }
    }

    /** What the event of a hall's pilot does: from then on the hall takes bookings. */
    public static void open(Place place, String hall) {
        place.execute(
                """
                INSERT INTO pilot_copy (pilot, revision, scenario, district, state, opens_on, share,
                                        groups, channels)
                VALUES (md5('%s')::uuid, 1, 'hall:%s', '370202', 'PILOT', '2026-01-01', 100, '{}',
                        '{ONLINE,WINDOW}')
                ON CONFLICT (pilot) DO NOTHING
                """
                        .formatted(hall, hall));
    }

    /**
     * The gateway from its executable jar; ready. Its limits are counted and checked as always, but
     * one address may send as much as a whole city.
     *
     * @param appointments where it finds that service
     */
    public Program gateway(URI appointments) {
        return gateway(appointments, Map.of());
    }

    /** The gateway, with some settings of its own; ready. */
    public Program gateway(URI appointments, Map<String, String> own) {
        return gatewayBefore(Map.of("appointments", appointments), own);
    }

    /**
     * The gateway before other services; ready.
     *
     * @param peers services by name; the others are out of operation
     * @param own settings
     */
    public Program gatewayBefore(Map<String, URI> peers, Map<String, String> own) {
        Map<String, String> settings = common();
        for (String peer :
                List.of(
                        "applications",
                        "residents",
                        "notifications",
                        "pilots",
                        "appointments",
                        "notices")) {
            settings.put(
                    "zhanqiao.peers." + peer,
                    Optional.ofNullable(peers.get(peer)).map(URI::toString).orElse(""));
        }
        settings.put("zhanqiao.gateway.rate.address", "1000000000");
        settings.put("zhanqiao.gateway.rate.subject", "1000000000");
        settings.putAll(own);
        Program program = Program.jar("gateway", root().resolve("gateway"), settings, folder);
        return keep(program).awaitReady();
    }

    /**
     * One copy of a program of the city from its executable jar, not waited for.
     *
     * @param module such as {@code services/notices}
     * @param more settings besides Redis and the issuers
     */
    public Program copy(
            String name, String module, Map<String, String> more, int port, int management) {
        Map<String, String> settings = common();
        settings.putAll(more);
        return keep(Program.jar(name, root().resolve(module), settings, folder, port, management));
    }

    /** A port that nobody uses at this moment. */
    public static int freePort() {
        return Program.freePort();
    }

    /** HAProxy with this configuration; it ends with the lab. */
    public Process haproxy(String configuration) {
        Tool.require(Tool.HAPROXY);
        Path file = write(folder.resolve("haproxy.cfg"), configuration);
        Process process = Tool.HAPROXY.start(Map.of(), "-db", "-f", file.toString());
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
        balancers.add(process);
        return process;
    }

    /** A rival that is a class of this module; ready. */
    public Program rival(Class<?> type, String... arguments) {
        return keep(Program.rival(type.getSimpleName(), type, folder, arguments)).awaitReady();
    }

    /** nginx as a proxy and as the server behind it. */
    public Nginx nginx(Path content) {
        return Nginx.start(module(), folder, content);
    }

    /** A file with one token a line, each of another resident. */
    public Path tokens(int residents) {
        return tokens.file(residents);
    }

    /** A token for a resident of that name. */
    public String token(String subject) {
        return tokens.token(subject);
    }

    /** The lines of such a file. */
    public static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    /** Writes a file that a program reads. */
    public Path file(String name, String content) {
        return write(folder.resolve(name), content);
    }

    /** The folder of the scripts. */
    public Path scripts() {
        return module().resolve("scripts");
    }

    @Override
    public void close() {
        balancers.forEach(Process::destroy);
        programs.reversed().forEach(Program::close);
        tokens.close();
        redis.close();
        try {
            postgres.close();
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    private Program keep(Program program) {
        programs.add(program);
        return program;
    }

    private Map<String, String> appointmentsSettings(Place place) {
        Map<String, String> settings = serviceSettings(place);
        settings.put("spring.config.name", "appointments");
        return settings;
    }

    private Map<String, String> serviceSettings(Place place) {
        Map<String, String> settings = common();
        settings.putAll(place.properties());
        settings.put("zhanqiao.encryption.active-key", "k1");
        settings.put("zhanqiao.encryption.keys.k1", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=");
        settings.put(
                "zhanqiao.encryption.lookup-key", "ICEiIyQlJicoKSorLC0uLzAxMjM0NTY3ODk6Ozw9Pj8=");
        return settings;
    }

    private Map<String, String> common() {
        Map<String, String> settings = new HashMap<>();
        settings.putAll(redis.properties());
        // For the tokens of services; residents have many, which are kept.
        settings.putAll(TestIssuer.shared().properties());
        settings.putAll(tokens.properties());
        return settings;
    }

    private Path module() {
        return java.util.Objects.requireNonNull(
                java.util.Objects.requireNonNull(folder.getParent()).getParent());
    }

    private Path root() {
        return java.util.Objects.requireNonNull(module().getParent());
    }

    private static Path write(Path file, String content) {
        try {
            return Files.writeString(file, content);
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }
}
