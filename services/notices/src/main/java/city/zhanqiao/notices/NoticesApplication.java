package city.zhanqiao.notices;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** Starts the service. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class NoticesApplication {

    /** The configuration is {@code notices.yml}: several services may share a class path. */
    public static void main(String[] arguments) {
        new SpringApplicationBuilder(NoticesApplication.class)
                .properties("spring.config.name=notices")
                .run(arguments);
    }
}
