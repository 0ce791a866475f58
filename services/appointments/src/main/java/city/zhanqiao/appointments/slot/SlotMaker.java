package city.zhanqiao.appointments.slot;

import city.zhanqiao.appointments.hall.Hall;
import city.zhanqiao.appointments.hall.Hall.DeskKind;
import city.zhanqiao.appointments.hall.Halls;
import city.zhanqiao.appointments.slot.SlotPlan.Planned;
import city.zhanqiao.city.calendar.CityTime;
import city.zhanqiao.data.database.Transactions;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import java.time.LocalDate;
import java.util.List;

/** Makes slots ahead, as far as they are released and one day more. Safe to run twice. */
final class SlotMaker {

    private final Halls halls;
    private final SlotPlan plan;
    private final Slots slots;
    private final Transactions transactions;

    SlotMaker(Halls halls, SlotPlan plan, Slots slots, Transactions transactions) {
        this.halls = halls;
        this.plan = plan;
        this.slots = slots;
        this.transactions = transactions;
    }

    /** Makes what is missing for every desk of every hall. */
    Mono<Void> makeAll() {
        return slots.now()
                .map(CityTime::dateOf)
                .flatMapMany(today ->
                        Flux.fromIterable(halls.all()).concatMap(hall -> make(hall, today)))
                .then();
    }

    private Mono<Void> make(Hall hall, LocalDate today) {
        return Flux.fromIterable(hall.deskKinds())
                .concatMap(kind -> transactions.run(make(hall, kind, today)))
                .then();
    }

    private Mono<Void> make(Hall hall, DeskKind kind, LocalDate today) {
        LocalDate end = today.plusDays(SlotPlan.horizon(hall) + 1);
        List<Planned> planned =
                today.datesUntil(end).flatMap(day -> plan.of(hall, kind, day).stream()).toList();
        return slots.make(
                hall.desk(kind), kind.places(), kind.reserve(), CityTime.startOf(end), planned);
    }
}
