package city.zhanqiao.notifications;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;

/** Starts the service. */
@SpringBootApplication
public class NotificationsApplication {

    /** The configuration is {@code notifications.yml}: several services may share a class path. */
    public static void main(String[] arguments) {
        new SpringApplicationBuilder(NotificationsApplication.class)
                .properties("spring.config.name=notifications")
                .run(arguments);
    }
}
