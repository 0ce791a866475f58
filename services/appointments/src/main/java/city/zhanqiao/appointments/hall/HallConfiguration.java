package city.zhanqiao.appointments.hall;

import city.zhanqiao.city.calendar.WorkingCalendar;
import city.zhanqiao.data.job.Job;
import city.zhanqiao.data.pilot.PilotCopy;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;

import reactor.core.publisher.Mono;

import java.time.Duration;
import java.time.InstantSource;

/** Beans about halls. */
@Configuration(proxyBeanMethods = false)
class HallConfiguration {

    private static final Duration BETWEEN_LOOKS = Duration.ofHours(24);

    @Bean
    Halls halls(DatabaseClient database) {
        return new Halls(database);
    }

    @Bean
    OpeningHours openingHours() {
        return new OpeningHours(WorkingCalendar.published());
    }

    @Bean
    HallList hallList(Halls halls, OpeningHours hours, InstantSource clock) {
        return new HallList(halls, hours, clock);
    }

    @Bean
    Doors doors(PilotCopy pilots, Halls halls, InstantSource clock) {
        return new Doors(pilots, halls, clock);
    }

    @Bean
    Job positionsOfHalls(Halls halls) {
        return new Job(
                "positions of halls",
                BETWEEN_LOOKS,
                () -> halls.putPositions().then(Mono.just(Job.Found.NOTHING)));
    }
}
