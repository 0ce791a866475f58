package city.zhanqiao.applications.material;

import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.data.job.Job.Found;

import org.springframework.context.ApplicationContext;

import java.time.Duration;

/** Lets background work of the materials happen now. */
public final class Agents {

    private Agents() {}

    public static void fetch(ApplicationContext service) {
        Fetching fetching = service.getBean(Fetching.class);
        while (fetching.step().block(Duration.ofSeconds(30)) == Found.MORE) {
            // until nothing is due
        }
    }

    /** What the events of residents bring. */
    public static void agree(ApplicationContext service, String resident, boolean given) {
        service.getBean(Reuse.class)
                .put(new ResidentId(resident), given)
                .block(Duration.ofSeconds(10));
    }
}
