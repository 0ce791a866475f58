package city.zhanqiao.web.server;

import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.support.ResourcePropertySource;

import java.io.IOException;
import java.io.UncheckedIOException;

/** Puts the house's defaults behind everything a service says itself. */
final class HouseDefaults implements EnvironmentPostProcessor {

    private static final String FILE = "city/zhanqiao/web/server/defaults.properties";

    @Override
    public void postProcessEnvironment(
            ConfigurableEnvironment environment, SpringApplication application) {
        try {
            environment
                    .getPropertySources()
                    .addLast(new ResourcePropertySource("house", new ClassPathResource(FILE)));
        } catch (IOException missing) {
            throw new UncheckedIOException(missing); // it lies in this very jar
        }
    }
}
