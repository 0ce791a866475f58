package city.zhanqiao.appointments.slot;

import city.zhanqiao.appointments.hall.Halls;
import city.zhanqiao.appointments.hall.OpeningHours;
import city.zhanqiao.data.database.Transactions;
import city.zhanqiao.data.job.Job;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;

import reactor.core.publisher.Mono;

import java.time.Duration;

/** Beans about slots. */
@Configuration(proxyBeanMethods = false)
class SlotConfiguration {

    /** A day more than needed is always made, so a missed turn costs nothing. */
    private static final Duration BETWEEN_LOOKS = Duration.ofMinutes(30);

    @Bean
    Slots slots(DatabaseClient database) {
        return new Slots(database);
    }

    @Bean
    Releases releases(OpeningHours hours) {
        return new Releases(hours);
    }

    @Bean
    Availability availability(Slots slots) {
        return new Availability(slots);
    }

    @Bean
    SlotMaker slotMaker(Halls halls, OpeningHours hours, Slots slots, Transactions transactions) {
        return new SlotMaker(halls, new SlotPlan(hours), slots, transactions);
    }

    @Bean
    Job makingSlots(SlotMaker maker) {
        return new Job(
                "making slots",
                BETWEEN_LOOKS,
                () -> maker.makeAll().then(Mono.just(Job.Found.NOTHING)));
    }
}
