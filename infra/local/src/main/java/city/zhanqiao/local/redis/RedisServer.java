package city.zhanqiao.local.redis;

import city.zhanqiao.local.CannotStart;
import city.zhanqiao.local.process.Leftovers;
import city.zhanqiao.local.process.PidFile;
import city.zhanqiao.local.process.Secret;

import redis.embedded.RedisExecProvider;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Redis 7 on loopback, in memory only: losing all of it loses no data of the city.
 *
 * <p>The library brings the program; the process is started here, because it must not stand in the
 * terminal's process group, where Ctrl-C would end it before the services that use it.
 */
public final class RedisServer implements AutoCloseable {

    private static final Duration STARTUP = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofMillis(20);
    private static final String EXECUTABLE = "redis-server";

    private final ProcessHandle process;
    private final PidFile pidFile;
    private final String password;

    private RedisServer(ProcessHandle process, PidFile pidFile, String password) {
        this.process = process;
        this.pidFile = pidFile;
        this.password = password;
    }

    /**
     * Starts the server.
     *
     * @param run where its pid file lies
     * @param binaries where it is unpacked
     * @param secret the file with the password, made at the first start
     * @param log what it says is appended here
     */
    public static RedisServer start(Path run, Path binaries, Path secret, Path log, int port)
            throws IOException, InterruptedException {
        String password = Secret.in(secret).value();
        pidFile(run).remove();
        Process starter =
                new ProcessBuilder(unpack(binaries).toString(), "-")
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                        .start();
        try (var configuration = starter.outputWriter(StandardCharsets.UTF_8)) {
            configuration.write(configuration(port, password, pidFile(run).path(), log, run));
        }
        return new RedisServer(awaitAnswer(run, log, port), pidFile(run), password);
    }

    /** The same at every start, so that a server can be replaced under running services. */
    public String password() {
        return password;
    }

    public ProcessHandle process() {
        return process;
    }

    @Override
    public void close() throws IOException {
        Leftovers.end(List.of(process));
        pidFile.remove();
    }

    /** A fixed place instead of the library's temporary folders, which nobody removes. */
    private static Path unpack(Path binaries) throws IOException {
        Path executable = binaries.resolve(EXECUTABLE + "-" + RedisExecProvider.redisVersion);
        if (!Files.isExecutable(executable)) {
            Path unpacked = RedisExecProvider.defaultProvider().get().toPath();
            Path fresh = binaries.resolve(EXECUTABLE + ".new");
            Files.copy(
                    unpacked,
                    fresh,
                    StandardCopyOption.REPLACE_EXISTING,
                    StandardCopyOption.COPY_ATTRIBUTES);
            Files.move(fresh, executable, StandardCopyOption.ATOMIC_MOVE);
        }
        return executable;
    }

    /** By standard input, because everybody can read a command line. */
    private static String configuration(
            int port, String password, Path pidFile, Path log, Path folder) {
        return """
        bind 127.0.0.1
        port %d
        requirepass %s
        daemonize yes
        pidfile "%s"
        logfile "%s"
        dir "%s"
        save ""
        appendonly no
        maxmemory 64mb
        maxmemory-policy noeviction
        """
                .formatted(port, password, pidFile, log, folder);
    }

    private static ProcessHandle awaitAnswer(Path run, Path log, int port)
            throws IOException, InterruptedException {
        long deadline = System.nanoTime() + STARTUP.toNanos();
        while (System.nanoTime() < deadline) {
            Optional<ProcessHandle> process = pidFile(run).process();
            if (process.isPresent() && answers(port)) {
                return process.get();
            }
            TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
        }
        throw new CannotStart("Redis does not start; " + log + " says why.");
    }

    /** Any answer will do, also that a password is needed. */
    private static boolean answers(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                    (int) STARTUP.toMillis());
            socket.setSoTimeout((int) STARTUP.toMillis());
            socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
            InputStream answer = socket.getInputStream();
            return answer.read() >= 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static PidFile pidFile(Path run) {
        return new PidFile(run.resolve("redis.pid"));
    }
}
