package city.zhanqiao.local.house;

import static org.assertj.core.api.Assertions.assertThat;

import static java.util.stream.Collectors.groupingBy;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
        List<Path> found = new ArrayList<>();
        for (Path folder : testFolders()) {
            try (Stream<Path> files = Files.walk(folder)) {
                files.filter(file -> file.toString().endsWith("Test.java")).forEach(found::add);
            }
        }
        return found.stream().collect(groupingBy(SecurityPageTest::name));
    }

    private static String name(Path file) {
        String path = file.toString();
        return path.substring(path.lastIndexOf('/') + 1, path.length() - ".java".length());
    }

    /** Sources only: what other modules build meanwhile comes and goes. */
    private static List<Path> testFolders() throws IOException {
        List<Path> folders = new ArrayList<>();
        for (String parent : List.of("", "infra", "services", "shared-kernel")) {
            try (Stream<Path> modules = Files.list(ROOT.resolve(parent))) {
                modules.map(module -> module.resolve("src/test/java"))
                        .filter(Files::isDirectory)
                        .forEach(folders::add);
            }
        }
        return folders;
    }

    private static boolean holds(Path file, @Nullable String method) {
        try {
            return method == null || Files.readString(file).contains("void " + method + "(");
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }
}
