package city.zhanqiao.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import city.zhanqiao.local.process.Leftovers;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The stack as a process of its own, started, stopped and killed like by a person; with one
 * service, because the others would only make it slower.
 */
@Execution(ExecutionMode.CONCURRENT)
class LocalCityTest {

    private static final Duration READY = Duration.ofMinutes(5);
    private static final Duration GONE = Duration.ofMinutes(1);

    private final int port = FreePort.block();

    @TempDir Path folder;

    @AfterEach
    void leaveNothingBehind() {
        left().forEach(ProcessHandle::destroyForcibly);
    }

    @Test
    void startsServesIsKilledStartsAgainAndLeavesNothingBehind() throws Exception {
        String key;
        try (RunningCity city = start()) {
            assertThat(city.awaitReady(READY)).contains("is ready after", "MiB of memory");
            assertThat(get(port + 1, "/open/v1/items")).contains("social-card");
            assertThat(get(port + 10, "/tokens/lin").split("\\.")).hasSize(3);
            assertThat(get(port + 11, "/pushes")).isEqualTo("[]");
            assertThat(left()).hasSizeGreaterThan(1);
            key = get(port + 10, "/residents/jwks");
            refusesASecondStackOnTheSameFolderInOneSentence(city);

            city.process().destroyForcibly();

            await().atMost(GONE).until(() -> left().isEmpty());
        }
        try (RunningCity city = start()) {
            city.awaitReady(READY);
            assertThat(get(port + 10, "/residents/jwks")).isEqualTo(key);

            city.process().destroy();

            assertThat(city.process().waitFor(GONE.toSeconds(), TimeUnit.SECONDS)).isTrue();
            await().atMost(GONE).until(() -> left().isEmpty());
        }
    }

    private void refusesASecondStackOnTheSameFolderInOneSentence(RunningCity first)
            throws Exception {
        try (RunningCity second = start()) {
            assertThat(second.awaitRefusal(READY))
                    .containsExactly(
                            "Another stack (process %d) is running on %s; stop it, or choose another folder with -Dzhanqiao.data=<folder> and another port with -Dzhanqiao.port=<number>."
                                    .formatted(first.process().pid(), folder));
        }
    }

    @Test
    void apartItLeavesNoJvmBehindAndBeginsAnewOverWhatTheWatchmanCouldNotEnd() throws Exception {
        String key;
        List<ProcessHandle> left;
        try (RunningCity city = start("--apart")) {
            assertThat(city.awaitReady(READY)).contains("is ready after", "MiB of memory");
            assertThat(get(port + 1, "/open/v1/items")).contains("social-card");
            assertThat(folder.resolve("logs/applications.log")).isNotEmptyFile();
            key = get(port + 10, "/residents/jwks");
            left = left();
            assertThat(left).anyMatch(process -> isJava(process));

            watchman(city).destroyForcibly();
            city.process().destroyForcibly().waitFor();

            assertThat(left).anyMatch(process -> isJava(process) && Leftovers.isRunning(process));
        }
        try (RunningCity city = start("--apart", "--fresh")) {
            city.awaitReady(READY);
            assertThat(left).noneMatch(Leftovers::isRunning);
            assertThat(get(port + 10, "/residents/jwks")).isNotEqualTo(key);

            city.process().destroyForcibly();

            await().atMost(GONE).until(() -> left().isEmpty());
        }
    }

    @Test
    void saysInOneSentenceThatAPortIsTakenAndStartsNothing() throws Exception {
        try (ServerSocket taken =
                new ServerSocket(port + 11, 1, InetAddress.getLoopbackAddress())) {
            try (RunningCity city = start()) {
                assertThat(city.awaitRefusal(READY))
                        .containsExactly(
                                "Port %d (pushes) is taken by another program; stop it, or move the whole stack with -Dzhanqiao.port=<number>."
                                        .formatted(taken.getLocalPort()));
                assertThat(left()).isEmpty();
                assertThat(folder.resolve("postgres")).doesNotExist();
            }
        }
    }

    @Test
    void saysInOneSentenceThatTheFolderCannotBeWritten() throws Exception {
        Files.delete(folder);
        Files.writeString(folder, "");
        try (RunningCity city = RunningCity.start(port, folder.resolve("data"))) {
            assertThat(city.awaitRefusal(READY))
                    .singleElement()
                    .asString()
                    .startsWith("The data folder " + folder.resolve("data") + " cannot be written");
        }
        Files.delete(folder);
    }

    private RunningCity start(String... arguments) throws Exception {
        String[] all = new String[arguments.length + 1];
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        all[0] = "--services=applications";
        return RunningCity.start(port, folder, all);
    }

    private static ProcessHandle watchman(RunningCity city) {
        return city.process().children().filter(child -> !isJava(child)).findFirst().orElseThrow();
    }

    private static boolean isJava(ProcessHandle process) {
        return process.info().command().filter(command -> command.endsWith("java")).isPresent();
    }

    /** Every server that was unpacked into the folder, and every JVM that was started for it. */
    private List<ProcessHandle> left() {
        return ProcessHandle.allProcesses().filter(this::belongsToTheFolder).toList();
    }

    private boolean belongsToTheFolder(ProcessHandle process) {
        return process.info().command().filter(it -> it.startsWith(folder.toString())).isPresent()
                || process.info()
                        .commandLine()
                        .filter(it -> it.contains("-Dzhanqiao.stack=" + folder))
                        .isPresent();
    }

    private static String get(int port, String path) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                            HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                                    .build(),
                            BodyHandlers.ofString())
                    .body();
        }
    }
}
