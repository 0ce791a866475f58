package city.zhanqiao.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import city.zhanqiao.local.process.Leftovers;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

/** The stack as a process of its own, started, stopped and killed like by a person. */
class LocalCityTest {

    private static final Duration READY = Duration.ofSeconds(90);
    private static final Duration GONE = Duration.ofSeconds(30);

    private final int port = FreePort.block();

    @TempDir Path folder;

    @AfterEach
    void leaveNothingBehind() {
        servers().forEach(ProcessHandle::destroyForcibly);
    }

    @Test
    void startsServesAndStopsWithNothingLeftBehind() throws Exception {
        try (RunningCity city = start()) {
            assertThat(city.awaitReady(READY))
                    .contains("is ready after", "MiB of memory", "http://localhost:" + (port + 1));
            assertThat(get(port + 1, "/open/v1/items")).contains("social-card");
            assertThat(get(port + 10, "/tokens/lin").split("\\.")).hasSize(3);
            assertThat(get(port + 11, "/pushes")).isEqualTo("[]");
            assertThat(servers()).hasSizeGreaterThan(1);

            city.process().destroy();

            assertThat(city.process().waitFor(GONE.toSeconds(), TimeUnit.SECONDS)).isTrue();
            await().atMost(GONE).until(() -> servers().isEmpty());
        }
    }

    @Test
    void leavesNoServersWhenItIsKilledAndStartsAgain() throws Exception {
        try (RunningCity city = start()) {
            city.awaitReady(READY);
            String key = get(port + 10, "/residents/jwks");

            city.process().destroyForcibly();

            await().atMost(GONE).until(() -> servers().isEmpty());
            try (RunningCity again = start()) {
                again.awaitReady(READY);
                assertThat(get(port + 10, "/residents/jwks")).isEqualTo(key);
            }
        }
    }

    @Test
    void clearsUpAfterARunWhoseWatchmanWasKilledToo() throws Exception {
        try (RunningCity city = start()) {
            city.awaitReady(READY);
            List<ProcessHandle> left = servers();
            city.process().descendants().forEach(ProcessHandle::destroyForcibly);
            city.process().destroyForcibly().waitFor();
            assertThat(left).anyMatch(Leftovers::isRunning);

            try (RunningCity again = start()) {
                again.awaitReady(READY);
                assertThat(left).noneMatch(Leftovers::isRunning);
            }
        }
    }

    @Test
    void beginsAnewWhenAskedTo() throws Exception {
        String key;
        try (RunningCity city = start()) {
            city.awaitReady(READY);
            key = get(port + 10, "/residents/jwks");
        }
        try (RunningCity city = start("--fresh")) {
            city.awaitReady(READY);
            assertThat(get(port + 10, "/residents/jwks")).isNotEqualTo(key);
        }
    }

    @Test
    void refusesASecondStackOnTheSameFolderInOneSentence() throws Exception {
        try (RunningCity city = start()) {
            city.awaitReady(READY);

            try (RunningCity second = start()) {
                assertThat(second.awaitRefusal(READY))
                        .containsExactly(
                                "Another stack (process %d) is running on %s; stop it, or choose another folder with -Dzhanqiao.data=<folder> and another port with -Dzhanqiao.port=<number>."
                                        .formatted(city.process().pid(), folder));
            }
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
                assertThat(servers()).isEmpty();
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
        return RunningCity.start(port, folder, arguments);
    }

    /** Every process whose program was unpacked into the folder. */
    private List<ProcessHandle> servers() {
        return ProcessHandle.allProcesses()
                .filter(process ->
                        process.info()
                                .command()
                                .filter(command -> command.startsWith(folder.toString()))
                                .isPresent())
                .toList();
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
