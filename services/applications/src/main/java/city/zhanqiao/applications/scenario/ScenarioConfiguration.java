package city.zhanqiao.applications.scenario;

import city.zhanqiao.data.event.EventLog;
import city.zhanqiao.data.event.EventSubscription;
import city.zhanqiao.data.pilot.PilotCopy;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;

import java.time.InstantSource;

/** Keeps the copy of the pilots' registry, and decides by it. */
@Configuration(proxyBeanMethods = false)
class ScenarioConfiguration {

    @Bean
    Openings openings(PilotCopy pilots, InstantSource clock) {
        return new Openings(pilots, clock);
    }

    @Bean
    EventSubscription pilotsOpenAndStop(
            PilotCopy pilots, DatabaseClient database, EventLog events) {
        return pilots.subscription(new StopNews(database, events));
    }
}
