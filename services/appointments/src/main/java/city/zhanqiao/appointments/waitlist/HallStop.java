package city.zhanqiao.appointments.waitlist;

import city.zhanqiao.appointments.booking.KeptBookings;
import city.zhanqiao.appointments.waitlist.WaitingList.Entry;
import city.zhanqiao.city.division.DivisionCode;
import city.zhanqiao.data.event.DomainEvent;
import city.zhanqiao.data.event.EventLog;
import city.zhanqiao.data.pilot.PilotCopy;

import reactor.core.publisher.Mono;

import java.util.List;

/**
 * Tells residents what becomes of them when bookings at a hall are stopped: what is booked stays,
 * and nobody waits any longer for what cannot come.
 */
final class HallStop implements PilotCopy.Stop {

    private static final String HALLS = "hall:";

    private final KeptBookings bookings;
    private final WaitingList list;
    private final EventLog events;

    HallStop(KeptBookings bookings, WaitingList list, EventLog events) {
        this.bookings = bookings;
        this.list = list;
        this.events = events;
    }

    @Override
    public Mono<Void> of(String scenario, DivisionCode district) {
        return Mono.just(scenario)
                .filter(stopped -> stopped.startsWith(HALLS))
                .map(stopped -> stopped.substring(HALLS.length()))
                .flatMap(hall ->
                        bookings.tell(hall)
                                .then(list.close(hall).collectList())
                                .flatMap(this::tell));
    }

    private Mono<Void> tell(List<Entry> closed) {
        return closed.isEmpty()
                ? Mono.empty()
                : events.append(closed.stream().map(HallStop::toEvent).toArray(DomainEvent[]::new));
    }

    private static WaitlistClosed toEvent(Entry entry) {
        return new WaitlistClosed(entry.id(), entry.resident(), entry.hall(), entry.service());
    }
}
