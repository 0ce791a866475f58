package city.zhanqiao.local.service;

import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.context.ConfigurableApplicationContext;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * In one JVM every program sees the libraries of all. What a program would not find on a class path
 * of its own must not configure itself in its context: no database in the gateway, no gateway in
 * the services.
 */
final class JointClassPath {

    private static final List<String> OF_THE_GATEWAY =
            List.of(
                    "org.springframework.cloud.",
                    "io.github.resilience4j.",
                    "org.springdoc.webflux.ui.");

    private static final List<String> OF_THE_SERVICES =
            List.of(
                    "city.zhanqiao.data.",
                    "org.springframework.boot.flyway.",
                    "org.springframework.boot.jdbc.",
                    "org.springframework.boot.r2dbc.",
                    "org.springframework.boot.transaction.");

    /** Beans of the gateway that want the whole of gRPC; Firebase brings half of it. */
    private static final List<String> OF_GRPC =
            List.of("grpcSslConfigurer", "jsonToGRPCFilterFactory");

    private JointClassPath() {}

    /** Takes out of a context what only the libraries of others have put there. */
    static void clear(ConfigurableApplicationContext context) {
        context.addBeanFactoryPostProcessor(beans -> {
            if (beans instanceof BeanDefinitionRegistry registry) {
                OF_GRPC.stream()
                        .filter(registry::containsBeanDefinition)
                        .forEach(registry::removeBeanDefinition);
            }
        });
    }

    /** The auto-configurations that belong to others, parted by commas. */
    static String foreignTo(CityService service) {
        List<String> foreign = service.database() ? OF_THE_GATEWAY : OF_THE_SERVICES;
        return StreamSupport.stream(
                        ImportCandidates.load(
                                        AutoConfiguration.class,
                                        JointClassPath.class.getClassLoader())
                                .spliterator(),
                        false)
                .filter(name -> foreign.stream().anyMatch(name::startsWith))
                .collect(Collectors.joining(","));
    }
}
