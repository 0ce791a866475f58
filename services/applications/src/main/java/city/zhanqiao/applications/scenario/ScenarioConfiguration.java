package city.zhanqiao.applications.scenario;

import city.zhanqiao.data.event.EventSubscription;
import city.zhanqiao.data.pilot.PilotCopy;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import java.time.InstantSource;

/** Keeps the copy of the pilots' registry, and decides by it. */
@Configuration(proxyBeanMethods = false)
class ScenarioConfiguration {

    @Bean
    Openings openings(PilotCopy pilots, InstantSource clock) {
        return new Openings(pilots, clock);
    }

    @Bean
    EventSubscription pilotsOpenAndStop(PilotCopy pilots) {
        return pilots.subscription();
    }
}
