package city.zhanqiao.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

@Execution(ExecutionMode.CONCURRENT)
class LeftoversTest {

    private final List<Process> processes = new ArrayList<>();

    @TempDir Path folder;

    @AfterEach
    void end() {
        processes.forEach(Process::destroyForcibly);
    }

    @Test
    void stopsProgramsThatWereUnpackedIntoTheFolderAndNoOthers() throws IOException {
        Path sleep = Files.copy(sleep(), folder.resolve("sleep"));
        Process ours = start(sleep.toString(), "60");
        Process others = start("sleep", "60");

        Leftovers.stop(Leftovers.runningFrom(folder));

        assertThat(Leftovers.isRunning(ours.toHandle())).isFalse();
        assertThat(others.isAlive()).isTrue();
    }

    @Test
    void stopsProgramsThatWereStartedForTheFolderAndNoOthers() throws IOException {
        Process ours = start("sh", "-c", "while :; do sleep 0.1; done", folder.toString());
        Process others =
                start(
                        "sh",
                        "-c",
                        "while :; do sleep 0.1; done",
                        folder.resolveSibling("b").toString());

        Leftovers.stop(Leftovers.startedWith(folder.toString()));

        assertThat(Leftovers.isRunning(ours.toHandle())).isFalse();
        assertThat(others.isAlive()).isTrue();
    }

    @Test
    void endsByForceWhatDoesNotListen() throws IOException {
        Process deaf = start("sh", "-c", "trap '' INT TERM; while :; do sleep 1; done");

        Leftovers.end(List.of(deaf.toHandle()));

        assertThat(Leftovers.isRunning(deaf.toHandle())).isFalse();
    }

    private Process start(String... command) throws IOException {
        Process process = new ProcessBuilder(command).start();
        processes.add(process);
        return process;
    }

    private static Path sleep() throws IOException {
        return Path.of("/bin/sleep").toRealPath();
    }
}
