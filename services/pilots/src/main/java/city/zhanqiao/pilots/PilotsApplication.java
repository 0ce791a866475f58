package city.zhanqiao.pilots;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;

/** Starts the service. */
@SpringBootApplication
public class PilotsApplication {

    /** The configuration is {@code pilots.yml}: several services may share a class path. */
    public static void main(String[] arguments) {
        new SpringApplicationBuilder(PilotsApplication.class)
                .properties("spring.config.name=pilots")
                .run(arguments);
    }
}
