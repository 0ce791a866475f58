package city.zhanqiao.appointments.queue;

import city.zhanqiao.appointments.booking.Visits;
import city.zhanqiao.appointments.hall.Halls;
import city.zhanqiao.appointments.hall.OpeningHours;
import city.zhanqiao.appointments.slot.Slots;
import city.zhanqiao.data.audit.AuditLog;
import city.zhanqiao.data.job.Job;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import org.springframework.r2dbc.core.DatabaseClient;

import tools.jackson.databind.json.JsonMapper;

/** Beans of the queue. */
@Configuration(proxyBeanMethods = false)
class QueueConfiguration {

    @Bean
    Tickets tickets(DatabaseClient database) {
        return new Tickets(database);
    }

    @Bean
    TicketData ticketData(DatabaseClient database) {
        return new TicketData(database);
    }

    @Bean
    HallQueue hallQueue(
            Tickets tickets,
            Visits visits,
            Halls halls,
            OpeningHours hours,
            Slots slots,
            AuditLog audit) {
        return new HallQueue(tickets, visits, halls, hours, slots, audit);
    }

    @Bean
    Positions positions(Tickets tickets, HallQueue queue, Halls halls) {
        return new Positions(tickets, queue, halls);
    }

    @Bean
    LiveTicks liveTicks(
            Tickets tickets,
            Positions positions,
            HallQueue queue,
            ReactiveStringRedisTemplate redis,
            JsonMapper json) {
        return new LiveTicks(tickets, positions, queue, redis, json);
    }

    @Bean
    Job liveTicksJob(LiveTicks ticks) {
        return ticks.job();
    }
}
