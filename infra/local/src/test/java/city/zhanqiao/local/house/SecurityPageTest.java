package city.zhanqiao.local.house;

import static org.assertj.core.api.Assertions.assertThat;

import static java.util.stream.Collectors.groupingBy;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What {@code docs/security.md} calls shown is shown by a test that exists. */
class SecurityPageTest {

    /** The tests of this module run in its folder. */
    private static final Path ROOT = Path.of("../..");

    private static final Pattern TEST = Pattern.compile("`([A-Z]\\w+Test)(?:\\.(\\w+))?`");

    @Test
    void namesATestOrSaysNotMetInEachRow() throws IOException {
        assertThat(rows())
                .hasSizeGreaterThan(60)
                .allMatch(row -> row.contains("**not met**") || TEST.matcher(row).find());
    }

    @Test
    void namesOnlyTestsThatExist() throws IOException {
        Map<String, List<Path>> classes = testsByName();
        String page = Files.readString(ROOT.resolve("docs/security.md"));

        assertThat(TEST.matcher(page).results())
                .allSatisfy(named ->
                        assertThat(classes.getOrDefault(named.group(1), List.of()))
                                .as(named.group())
                                .anyMatch(file -> holds(file, named.group(2))));
    }

    private static List<String> rows() throws IOException {
        return Files.readAllLines(ROOT.resolve("docs/security.md")).stream()
                .filter(line -> line.startsWith("| "))
                .filter(line -> !line.endsWith("| test |"))
                .toList();
    }

    private static Map<String, List<Path>> testsByName() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files.filter(file -> file.toString().contains("/src/test/java/"))
                    .filter(file -> file.toString().endsWith("Test.java"))
                    .collect(
                            groupingBy(file -> file.getFileName().toString().replace(".java", "")));
        }
    }

    private static boolean holds(Path file, String method) {
        try {
            return method == null || Files.readString(file).contains("void " + method + "(");
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }
}
