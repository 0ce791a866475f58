package city.zhanqiao.local;

import city.zhanqiao.local.identity.DemoPeople;
import city.zhanqiao.local.identity.Issuer;
import city.zhanqiao.local.identity.Keycloak;
import city.zhanqiao.local.identity.TokenIssuer;
import city.zhanqiao.local.postgres.PostgresServer;
import city.zhanqiao.local.process.Leftovers;
import city.zhanqiao.local.process.Secret;
import city.zhanqiao.local.process.Watchman;
import city.zhanqiao.local.push.PushStandIn;
import city.zhanqiao.local.redis.RedisServer;
import city.zhanqiao.local.service.CityService;
import city.zhanqiao.local.service.CityServices;
import city.zhanqiao.local.service.RunningServices;
import city.zhanqiao.local.service.StackMark;
import city.zhanqiao.local.service.Way;

import org.slf4j.LoggerFactory;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Starts the whole city on this machine: PostgreSQL, Redis, an issuer of tokens, a stand-in for
 * Firebase, every service and the gateway, wired over HTTP as in production. Ends with it all when
 * it is told to stop.
 */
public final class LocalCity {

    private final Settings settings;
    private final DataFolder folder;
    private final Stack stack;

    private LocalCity(Settings settings, DataFolder folder, Stack stack) {
        this.settings = settings;
        this.folder = folder;
        this.stack = stack;
    }

    /**
     * Runs the stack until it is stopped.
     *
     * @param arguments {@code --fresh}, {@code --apart}, {@code --port=<number>}, {@code
     *     --data=<folder>}, {@code --services=<name>,<name>}, {@code --traces=<address>}, {@code
     *     --keycloak=<folder>}
     */
    public static void main(String[] arguments) {
        try {
            run(Settings.of(List.of(arguments), System.getProperties()));
        } catch (CannotStart e) {
            end(e.sentence());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            end("The stack cannot start: " + e);
        }
    }

    private static void run(Settings settings) throws Exception {
        logTo(settings);
        DataFolder folder = DataFolder.open(settings.folder());
        Stack stack = new Stack();
        Runtime.getRuntime().addShutdownHook(new Thread(stack::close, "stop"));
        stack.start("data folder", () -> folder);
        try {
            LocalCity city = new LocalCity(settings, folder, stack);
            city.clearTheGround();
            System.out.println(city.start());
        } catch (Exception e) {
            // One sentence for the terminal, the rest for who looks deeper.
            LoggerFactory.getLogger(LocalCity.class).info("Cannot start", e);
            throw e;
        }
        stack.awaitStop();
    }

    /** Before the first logger is made. Spring Boot would let the first service decide for all. */
    private static void logTo(Settings settings) {
        System.setProperty("zhanqiao.logs", settings.folder().resolve("logs").toString());
        System.setProperty("logback.configurationFile", "logback-local.xml");
        System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
    }

    /** Everything that can be checked is checked before anything is started. */
    private void clearTheGround() throws Exception {
        Leftovers.stop(mark().ours());
        Leftovers.stop(Leftovers.runningFrom(folder.binaries()));
        FreePorts.require(wantedPorts());
        if (settings.fresh()) {
            folder.clear();
        }
    }

    private StackMark mark() {
        return new StackMark(folder.path());
    }

    private Map<String, Integer> wantedPorts() {
        Ports ports = settings.ports();
        Map<String, Integer> wanted = new LinkedHashMap<>();
        wanted.put("gateway", ports.gateway());
        for (CityService service : settings.services()) {
            wanted.put(service.name(), ports.service(service.number()));
            wanted.put("health of " + service.name(), ports.management(service.number()));
        }
        wanted.put("log-in", ports.issuer());
        wanted.put("pushes", ports.push());
        wanted.put("PostgreSQL", ports.postgres());
        wanted.put("Redis", ports.redis());
        return wanted;
    }

    private String start() throws Exception {
        Ports ports = settings.ports();
        InstantSource time = InstantSource.system();
        Map<String, Secret> clients = clients();
        Watchman watchman = stack.start("watchman", Watchman::start);
        PostgresServer postgres =
                stack.start(
                        "PostgreSQL",
                        () ->
                                PostgresServer.start(
                                        folder.postgres(),
                                        folder.binaries(),
                                        folder.secrets().resolve("postgres"),
                                        folder.logs().resolve("postgres.log"),
                                        ports.postgres(),
                                        CityServices.owners()));
        watchman.watch(postgres.process().pid(), "INT");
        RedisServer redis =
                stack.start(
                        "Redis",
                        () ->
                                RedisServer.start(
                                        folder.run(),
                                        folder.binaries(),
                                        folder.secrets().resolve("redis"),
                                        folder.logs().resolve("redis.log"),
                                        ports.redis()));
        watchman.watch(redis.process().pid(), "TERM");
        DemoPeople people = DemoPeople.ofQingdao();
        Issuer issuer = startIssuer(people, clients, time, watchman);
        PushStandIn push = stack.start("pushes", () -> PushStandIn.start(ports.push(), time));
        Wiring wiring = new Wiring(ports, postgres, redis, issuer, folder, settings.traces());
        Way.Wires wires =
                service ->
                        wiring.of(
                                service,
                                clients.getOrDefault(service.name(), Secret.random()).value());
        Way way =
                settings.apart()
                        ? new Way.Apart(
                                wires, ports, settings.root(), folder.logs(), mark(), watchman)
                        : new Way.Together(wires);
        stack.start("services", () -> new RunningServices(way)).startAll(settings.services());
        if (issuer instanceof Keycloak keycloak) {
            keycloak.awaitReady();
        }
        // A start leaves much garbage; after this the memory that it took goes back to the system.
        System.gc();
        return Announcement.of(
                ports,
                issuer,
                push,
                people,
                List.of(ProcessHandle.current(), postgres.process(), redis.process()));
    }

    /** What each service shows to get its token; Keycloak's realm knows one for all. */
    private Map<String, Secret> clients() {
        Secret one = Secret.random();
        return CityServices.clients()
                .collect(
                        Collectors.toMap(
                                Function.identity(),
                                name -> settings.keycloak().isPresent() ? one : Secret.random()));
    }

    private Issuer startIssuer(
            DemoPeople people, Map<String, Secret> clients, InstantSource time, Watchman watchman)
            throws Exception {
        return settings.keycloak().isPresent()
                ? startKeycloak(settings.keycloak().get(), people, clients, watchman)
                : stack.start(
                        "issuer",
                        () ->
                                TokenIssuer.start(
                                        settings.ports().issuer(),
                                        folder.secrets().resolve("keys.json"),
                                        people,
                                        clients,
                                        time));
    }

    /** It takes its time, and gets ready while the services start. */
    private Keycloak startKeycloak(
            Path distribution, DemoPeople people, Map<String, Secret> clients, Watchman watchman)
            throws Exception {
        Keycloak.Plan plan =
                new Keycloak.Plan(
                        distribution,
                        settings.root().resolve("infra/containers/keycloak"),
                        clients.values().iterator().next(),
                        Secret.in(folder.secrets().resolve("keycloak-admin")),
                        mark().option(),
                        folder.logs().resolve("keycloak.log"),
                        settings.ports().issuer());
        Keycloak keycloak = stack.start("Keycloak", () -> Keycloak.spawn(plan, people));
        watchman.watch(keycloak.process().pid(), "TERM");
        return keycloak;
    }

    private static void end(String sentence) {
        System.err.println(sentence);
        System.exit(1);
    }
}
