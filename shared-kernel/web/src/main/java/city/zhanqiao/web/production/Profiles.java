package city.zhanqiao.web.production;

import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.io.support.ResourcePropertySource;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * Puts the defaults of the profiles {@code local} and {@code production} behind everything that the
 * program says itself; in {@code production} refuses to start with a setting of development.
 */
final class Profiles implements EnvironmentPostProcessor {

    static final String LOCAL = "local";
    static final String PRODUCTION = "production";

    @Override
    public void postProcessEnvironment(
            ConfigurableEnvironment environment, SpringApplication application) {
        if (environment.matchesProfiles(PRODUCTION)) {
            requireFit(environment);
            addDefaults(environment, PRODUCTION);
        } else if (environment.matchesProfiles(LOCAL)) {
            addDefaults(environment, LOCAL);
        }
    }

    private static void requireFit(ConfigurableEnvironment environment) {
        List<Unfit> unfit = ProductionRules.findUnfit(environment);
        if (!unfit.isEmpty()) {
            throw new NotForProduction(unfit);
        }
    }

    /** In front of the defaults for all profiles, which stand last. */
    private static void addDefaults(ConfigurableEnvironment environment, String profile) {
        String file = "city/zhanqiao/web/production/%s.properties".formatted(profile);
        try {
            environment.getPropertySources().addLast(new ResourcePropertySource(profile, file));
        } catch (IOException missing) {
            throw new UncheckedIOException(missing); // it lies in this very jar
        }
    }
}
