package city.zhanqiao.local.service;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

import java.util.Map;
import java.util.stream.Stream;

/** A program of the city that runs in this JVM, in an application context of its own. */
record ServiceContext(CityService service, ConfigurableApplicationContext context)
        implements RunningService {

    /** Starts it; the settings go before everything that its configuration says. */
    static ServiceContext start(CityService service, Map<String, String> settings) {
        Stream<String> own =
                Stream.of(
                        "--spring.config.name=" + service.name(),
                        "--spring.main.register-shutdown-hook=false",
                        "--spring.main.banner-mode=off",
                        "--spring.autoconfigure.exclude=" + JointClassPath.foreignTo(service));
        Stream<String> given =
                settings.entrySet().stream().map(one -> "--" + one.getKey() + "=" + one.getValue());
        return new ServiceContext(
                service,
                new SpringApplicationBuilder(service.application())
                        .initializers(JointClassPath::clear)
                        .run(Stream.concat(own, given).toArray(String[]::new)));
    }

    /** A context that has started is ready. */
    @Override
    public void awaitReady() {}

    @Override
    public void close() {
        context.close();
    }
}
