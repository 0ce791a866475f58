package city.zhanqiao.local.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The file in which a server writes its process number. */
public record PidFile(Path path) {

    /** The process that the first line names, if there is such a process. */
    public Optional<ProcessHandle> process() throws IOException {
        if (!Files.exists(path)) {
            return Optional.empty();
        }
        return Files.readAllLines(path).stream()
                .map(String::strip)
                .findFirst()
                .filter(line -> line.matches("\\d{1,10}"))
                .flatMap(line -> ProcessHandle.of(Long.parseLong(line)));
    }

    /** Removes the file of a server that was stopped. */
    public void remove() throws IOException {
        Files.deleteIfExists(path);
    }
}
