package city.zhanqiao.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A stack in a process of its own, with what it said. */
public record RunningCity(Process process, Path said, Path complained) implements AutoCloseable {

    public static RunningCity start(int port, Path folder, String... arguments) throws IOException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-Xmx384m",
                                "-XX:+UseSerialGC",
                                "--enable-native-access=ALL-UNNAMED",
                                "--sun-misc-unsafe-memory-access=allow",
                                "-cp",
                                System.getProperty("java.class.path"),
                                LocalCity.class.getName(),
                                "--port=" + port,
                                "--data=" + folder));
        command.addAll(Arrays.asList(arguments));
        Path said = Files.createTempFile("city", ".out");
        Path complained = Files.createTempFile("city", ".err");
        Process process =
                new ProcessBuilder(command)
                        .redirectOutput(said.toFile())
                        .redirectError(complained.toFile())
                        .start();
        return new RunningCity(process, said, complained);
    }

    /** Waits until the stack announces itself, and gives the announcement. */
    public String awaitReady(Duration atMost) {
        await().atMost(atMost)
                .until(() -> !process.isAlive() || Files.readString(said).contains("Ctrl-C stops"));
        assertThat(process.isAlive()).as(() -> read(complained)).isTrue();
        return read(said);
    }

    /** Waits until the stack has given up, and gives its complaint by lines. */
    List<String> awaitRefusal(Duration atMost) throws InterruptedException {
        assertThat(process.waitFor(atMost.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(1);
        assertThat(read(said)).isEmpty();
        return read(complained).lines().toList();
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        process.onExit().join();
        Files.delete(said);
        Files.delete(complained);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
