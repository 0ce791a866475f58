package city.zhanqiao.data.event;

import city.zhanqiao.city.identity.Access;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import reactor.core.publisher.Mono;

/** Lets other services read what Redis did not bring them. Never routed by the gateway. */
@RestController
class EventController {

    private static final int MOST = 500;

    private final EventLog log;

    EventController(EventLog log) {
        this.log = log;
    }

    @GetMapping("/internal/v1/events")
    @Access(value = Access.By.SERVICE, reach = Access.Reach.ALL)
    Mono<EventPage> after(@RequestParam long after, @RequestParam(defaultValue = "200") int limit) {
        return log.head()
                .zipWith(log.readAfter(after, Math.clamp(limit, 1, MOST)).collectList())
                .map(both ->
                        new EventPage(both.getT1().log(), both.getT1().numbered(), both.getT2()));
    }
}
