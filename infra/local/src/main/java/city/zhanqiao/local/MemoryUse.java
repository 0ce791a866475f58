package city.zhanqiao.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * How much memory processes and their children hold. Pages that several of them share are counted
 * once (proportional set size); adding up what {@code top} shows would count PostgreSQL's buffers
 * once per connection.
 */
final class MemoryUse {

    private static final Path PROC = Path.of("/proc");

    private MemoryUse() {}

    /** In mebibytes; empty where the system does not tell. */
    static OptionalLong mebibytes(List<ProcessHandle> processes) {
        long[] kibibytes =
                processes.stream()
                        .flatMap(
                                process -> Stream.concat(Stream.of(process), process.descendants()))
                        .distinct()
                        .flatMapToLong(MemoryUse::kibibytes)
                        .toArray();
        return kibibytes.length == 0
                ? OptionalLong.empty()
                : OptionalLong.of(LongStream.of(kibibytes).sum() >> 10);
    }

    private static LongStream kibibytes(ProcessHandle process) {
        Path sizes = PROC.resolve(process.pid() + "/smaps_rollup");
        try (Stream<String> lines = Files.lines(sizes)) {
            return lines
                    .filter(line -> line.startsWith("Pss:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .stream();
        } catch (IOException e) {
            // Another system than Linux, or the process has just ended.
            return LongStream.empty();
        }
    }
}
