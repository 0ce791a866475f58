package city.zhanqiao.local.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** {@code docs/configuration.md} says what the programs know, no more and no less. */
class ConfigurationPageTest {

    private static final Path PAGE = Path.of("../../docs/configuration.md");

    /** {@code -Dzhanqiao.configuration.write} writes it anew. */
    @Test
    void namesEverySettingOfTheProgramsAndNoOther() throws IOException {
        String now = ConfigurationPage.of(KnownSettings.read());
        if (System.getProperty("zhanqiao.configuration.write") != null) {
            Files.writeString(PAGE, now);
        }

        assertThat(Files.readString(PAGE))
                .as("docs/configuration.md; -Dzhanqiao.configuration.write writes it anew")
                .isEqualTo(now);
    }

    @Test
    void explainsEverySetting() throws IOException {
        assertThat(KnownSettings.read().ours())
                .isNotEmpty()
                .allSatisfy(
                        setting -> assertThat(setting.meaning()).as(setting.name()).isNotBlank());
    }
}
