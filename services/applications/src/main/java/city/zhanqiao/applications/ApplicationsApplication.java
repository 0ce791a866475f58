package city.zhanqiao.applications;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;

/** Starts the service. */
@SpringBootApplication
public class ApplicationsApplication {

    /** The configuration is {@code applications.yml}: several services may share a class path. */
    public static void main(String[] arguments) {
        new SpringApplicationBuilder(ApplicationsApplication.class)
                .properties("spring.config.name=applications")
                .run(arguments);
    }
}
