package city.zhanqiao.local.service;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

import java.util.Map;
import java.util.stream.Stream;

/** A program of the city that runs in this JVM, in a context of its own. */
public final class RunningService implements AutoCloseable {

    private final ConfigurableApplicationContext context;

    private RunningService(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /** Starts it; the settings go before everything that its configuration says. */
    public static RunningService start(CityService service, Map<String, String> settings) {
        Stream<String> own =
                Stream.of(
                        "--spring.config.name=" + service.name(),
                        "--spring.main.register-shutdown-hook=false",
                        "--spring.main.banner-mode=off");
        Stream<String> given =
                settings.entrySet().stream().map(one -> "--" + one.getKey() + "=" + one.getValue());
        return new RunningService(
                new SpringApplicationBuilder(service.application())
                        .run(Stream.concat(own, given).toArray(String[]::new)));
    }

    @Override
    public void close() {
        context.close();
    }
}
