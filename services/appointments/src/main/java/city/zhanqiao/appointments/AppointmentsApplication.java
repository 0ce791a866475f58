package city.zhanqiao.appointments;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;

/** Starts the service. */
@SpringBootApplication
public class AppointmentsApplication {

    /** The configuration is {@code appointments.yml}: several services may share a class path. */
    public static void main(String[] arguments) {
        new SpringApplicationBuilder(AppointmentsApplication.class)
                .properties("spring.config.name=appointments")
                .run(arguments);
    }
}
