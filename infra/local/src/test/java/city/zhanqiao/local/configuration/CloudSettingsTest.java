package city.zhanqiao.local.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import city.zhanqiao.local.service.CityServices;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the cloud tells the programs are settings that they know. */
class CloudSettingsTest {

    private static final Path CITY = Path.of("../terraform/modules/city/main.tf");

    /** Read by the start script, not by the program. */
    private static final String CERTIFICATE = "DATABASE_CA_PEM";

    /** Many settings in one; its keys are the service's own affair. */
    private static final String JSON = "SPRING_APPLICATION_JSON";

    private static final Pattern VARIABLE =
            Pattern.compile(
                    "\"?((?:SPRING|SERVER|MANAGEMENT|ZHANQIAO|LOGGING)_[A-Z0-9_$\\{}]+)\"?\\s*=");

    @Test
    void areKnownToThePrograms() throws IOException {
        KnownSettings known = KnownSettings.read();
        Set<String> unknown = new TreeSet<>();
        Matcher found = VARIABLE.matcher(text());
        int count = 0;
        while (found.find()) {
            count++;
            if (!JSON.equals(found.group(1)) && !known.isKnownVariable(found.group(1))) {
                unknown.add(found.group(1));
            }
        }

        assertThat(count).isGreaterThan(20);
        assertThat(unknown).isEmpty();
        assertThat(text()).contains(CERTIFICATE);
    }

    @Test
    void reachEveryProgram() throws IOException {
        List<String> programs = CityServices.all().stream().map(one -> one.name()).toList();

        assertThat(programs)
                .allSatisfy(name ->
                        assertThat(text())
                                .containsPattern("(?m)^\\s+" + name + "\\s+= \\{ port = "));
    }

    /** Faces and services are put in by loops; any of them will do here. */
    private static String text() throws IOException {
        return Files.readString(CITY)
                .replace("${upper(face)}", "STAFF")
                .replace("${upper(name)}", "PILOTS");
    }
}
