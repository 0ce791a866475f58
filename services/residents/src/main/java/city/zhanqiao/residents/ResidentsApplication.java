package city.zhanqiao.residents;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;

/** Starts the service. */
@SpringBootApplication
public class ResidentsApplication {

    /** The configuration is {@code residents.yml}: several services may share a class path. */
    public static void main(String[] arguments) {
        new SpringApplicationBuilder(ResidentsApplication.class)
                .properties("spring.config.name=residents")
                .run(arguments);
    }
}
