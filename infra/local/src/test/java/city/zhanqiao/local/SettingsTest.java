package city.zhanqiao.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.zhanqiao.local.service.CityService;
import city.zhanqiao.local.service.CityServices;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;

class SettingsTest {

    @TempDir Path root;

    @Test
    void keepsDataAtTheRootOfTheRepositoryWhereverItIsStarted() throws IOException {
        Path module = Files.createDirectories(root.resolve("infra/local"));
        Files.writeString(module.resolve("pom.xml"), "");

        assertThat(Settings.of(List.of(), startedIn(module)).folder())
                .isEqualTo(Settings.of(List.of(), startedIn(root)).folder())
                .isEqualTo(root.resolve(".zhanqiao"));
    }

    @Test
    void beginsOnPort8080WithOldDataInOneProcess() {
        Settings settings = Settings.of(List.of(), startedIn(root));

        assertThat(settings.ports().gateway()).isEqualTo(8080);
        assertThat(settings.fresh()).isFalse();
        assertThat(settings.apart()).isFalse();
        assertThat(settings.services()).isEqualTo(CityServices.all());
    }

    @Test
    void leavesOutTheServicesThatSomebodyRunsInAnEditor() {
        assertThat(Settings.of(List.of("--services=applications"), startedIn(root)).services())
                .extracting(CityService::name)
                .containsExactly("applications");
        assertThatThrownBy(() -> Settings.of(List.of("--services=weather"), startedIn(root)))
                .isInstanceOf(CannotStart.class)
                .hasMessage("There is no service \"weather\".");
    }

    @Test
    void readsPropertiesAndLetsArgumentsWin() {
        Properties properties = startedIn(root);
        properties.setProperty("zhanqiao.port", "9080");
        properties.setProperty("zhanqiao.fresh", "false");
        properties.setProperty("zhanqiao.apart", "true");
        properties.setProperty("zhanqiao.data", "elsewhere");

        Settings settings = Settings.of(List.of("--fresh", "--port=9180"), properties);

        assertThat(settings.ports().gateway()).isEqualTo(9180);
        assertThat(settings.fresh()).isTrue();
        assertThat(settings.apart()).isTrue();
        assertThat(settings.folder()).isEqualTo(root.resolve("elsewhere"));
    }

    @Test
    void takesWhatMavenPassesWhenNothingIsSet() {
        Properties properties = startedIn(root);
        properties.setProperty("zhanqiao.port", "");
        properties.setProperty("zhanqiao.data", "");

        assertThat(Settings.of(List.of(), properties).ports().gateway()).isEqualTo(8080);
    }

    @Test
    void refusesInOneSentenceWhatItDoesNotUnderstand() {
        assertThatThrownBy(() -> Settings.of(List.of("--frsh"), startedIn(root)))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("\"--frsh\"")
                .hasMessageContaining("--fresh");
        assertThatThrownBy(() -> Settings.of(List.of("--port=eighty"), startedIn(root)))
                .isInstanceOf(CannotStart.class)
                .hasMessage("\"eighty\" is not a port number.");
        assertThatThrownBy(() -> Settings.of(List.of("--port=80"), startedIn(root)))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("between 1024 and");
        assertThatThrownBy(() -> Settings.of(List.of("--apart=perhaps"), startedIn(root)))
                .isInstanceOf(CannotStart.class)
                .hasMessage("\"apart\" is true or false, not \"perhaps\".");
    }

    private static Properties startedIn(Path folder) {
        Properties properties = new Properties();
        properties.setProperty("user.dir", folder.toString());
        return properties;
    }
}
