package city.zhanqiao.applications.casework;

import city.zhanqiao.data.job.Job.Found;

import org.springframework.context.ApplicationContext;

import reactor.core.publisher.Mono;

import java.time.Duration;

/** Lets the clock act now, as two instances at the same moment. */
public final class Timers {

    private Timers() {}

    public static void act(ApplicationContext service) {
        CaseTimers timers = service.getBean(CaseTimers.class);
        Found found = Found.MORE;
        while (found == Found.MORE) {
            found =
                    Mono.zip(
                                    timers.act(),
                                    timers.act(),
                                    (one, other) -> one == Found.MORE ? one : other)
                            .block(Duration.ofSeconds(30));
        }
    }
}
