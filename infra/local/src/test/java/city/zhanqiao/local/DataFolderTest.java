package city.zhanqiao.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

class DataFolderTest {

    @TempDir Path temporary;

    @Test
    void refusesASecondStack() throws IOException {
        Path folder = temporary.resolve("data");
        try (DataFolder first = DataFolder.open(folder)) {
            assertThat(first.path()).isEqualTo(folder);
            assertThatThrownBy(() -> DataFolder.open(folder))
                    .isInstanceOf(CannotStart.class)
                    .hasMessageStartingWith(
                            "Another stack (process %d) is running on %s;",
                            ProcessHandle.current().pid(), folder);
        }
        DataFolder.open(folder).close();
    }

    @Test
    void isClosedToOtherUsers() throws IOException {
        Path folder = temporary.resolve("data");
        DataFolder.open(folder).close();

        assertThat(Files.getPosixFilePermissions(folder))
                .isEqualTo(PosixFilePermissions.fromString("rwx------"));
    }

    @Test
    void forgetsDataAndSecretsButKeepsUnpackedServers() throws IOException {
        try (DataFolder folder = DataFolder.open(temporary.resolve("data"))) {
            Path data = Files.createDirectories(folder.postgres()).resolve("table");
            Path key = folder.secrets().resolve("key");
            Path program = folder.binaries().resolve("program");
            for (Path file : new Path[] {data, key, program}) {
                Files.writeString(file, "x");
            }

            folder.clear();

            assertThat(data).doesNotExist();
            assertThat(key).doesNotExist();
            assertThat(folder.secrets()).isDirectory();
            assertThat(program).exists();
        }
    }

    @Test
    void saysInOneSentenceThatTheFolderCannotBeWritten() throws IOException {
        Path file = Files.writeString(temporary.resolve("file"), "");

        assertThatThrownBy(() -> DataFolder.open(file.resolve("data")))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("cannot be written")
                .hasMessageContaining("-Dzhanqiao.data=<folder>");
    }

    @Test
    void saysInOneSentenceThatTheDiskIsFull() {
        assertThatThrownBy(() -> DataFolder.requireSpace(temporary, 12))
                .isInstanceOf(CannotStart.class)
                .hasMessage(
                        "Not enough disk space: 12 MiB are free at %s and 600 MiB are needed.",
                        temporary);
    }
}
