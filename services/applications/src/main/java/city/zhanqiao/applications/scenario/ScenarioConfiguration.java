package city.zhanqiao.applications.scenario;

import city.zhanqiao.applications.scenario.Openings.PilotChanged;
import city.zhanqiao.data.event.EventSubscription;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;

import java.time.InstantSource;

/** Keeps the copy of the pilots' registry. */
@Configuration(proxyBeanMethods = false)
class ScenarioConfiguration {

    @Bean
    Openings openings(DatabaseClient database, InstantSource clock) {
        return new Openings(database, clock);
    }

    @Bean
    EventSubscription pilotsOpenAndStop(Openings openings) {
        return EventSubscription.to("pilots")
                .on(
                        "city.zhanqiao.pilot.opened.v1",
                        PilotChanged.class,
                        (event, pilot) -> openings.put(pilot))
                .on(
                        "city.zhanqiao.pilot.adjusted.v1",
                        PilotChanged.class,
                        (event, pilot) -> openings.put(pilot))
                .on(
                        "city.zhanqiao.pilot.expanded.v1",
                        PilotChanged.class,
                        (event, pilot) -> openings.put(pilot))
                .on(
                        "city.zhanqiao.pilot.stopped.v1",
                        PilotChanged.class,
                        (event, pilot) -> openings.put(pilot));
    }
}
