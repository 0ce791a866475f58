package city.zhanqiao.applications.casework;

import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.data.job.Job.Found;

import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.context.ApplicationContext;

import reactor.core.publisher.Mono;

import java.time.Duration;

/** Lets the clock act now, as two instances at the same moment. */
public final class Timers {

    private Timers() {}

    /** Gives the cases of one id to another. */
    public static void rename(ApplicationContext service, String former, String resident) {
        service.getBean(Applications.class)
                .reOwn(new ResidentId(former), new ResidentId(resident))
                .block(Duration.ofSeconds(10));
    }

    /** Counts the open cases now, and gives how many there are of a colour. */
    public static double open(ApplicationContext service, String colour) {
        service.getBean(CaseMeasures.class).step().block(Duration.ofSeconds(10));
        return service.getBean(MeterRegistry.class)
                .get("zhanqiao.cases.open")
                .tag("colour", colour)
                .gauge()
                .value();
    }

    /** Counts provisional due dates anew, as the service does when it starts. */
    public static void recount(ApplicationContext service) {
        service.getBean(CaseTimers.class).recount().block(Duration.ofSeconds(30));
    }

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
