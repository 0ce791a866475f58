package city.zhanqiao.appointments.waitlist;

import city.zhanqiao.appointments.booking.Refusal;
import city.zhanqiao.appointments.booking.Vacancies;
import city.zhanqiao.appointments.booking.Vacancies.Given;
import city.zhanqiao.appointments.hall.Doors;
import city.zhanqiao.appointments.hall.Hall;
import city.zhanqiao.appointments.hall.Halls;
import city.zhanqiao.appointments.waitlist.WaitingList.Entry;
import city.zhanqiao.appointments.waitlist.WaitingList.Match;
import city.zhanqiao.appointments.waitlist.WaitingList.Wanted;
import city.zhanqiao.city.Outcome;
import city.zhanqiao.city.calendar.CityTime;
import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.city.pilot.KnownPilot;
import city.zhanqiao.data.Outcomes;
import city.zhanqiao.data.audit.AuditEntry;
import city.zhanqiao.data.audit.AuditLog;
import city.zhanqiao.data.database.Transactions;
import city.zhanqiao.data.event.DomainEvent;
import city.zhanqiao.data.event.EventLog;
import city.zhanqiao.data.job.Job;

import reactor.core.publisher.Mono;

import java.time.InstantSource;
import java.time.LocalDate;
import java.util.UUID;

/**
 * The waiting list (候补). A place that somebody gives up is offered to whoever has waited longest
 * and can use it, to them alone and with a deadline; when they let it lapse, to the next.
 */
public final class Waitlist {

    /** Lists that a resident may stand on at a time. */
    static final int MOST = 3;

    /** As far ahead as anybody plans a visit. */
    static final int MOST_DAYS = 60;

    private static final int BATCH = 20;

    private final WaitingList list;
    private final Vacancies vacancies;
    private final Doors doors;
    private final Halls halls;
    private final Transactions transactions;
    private final EventLog events;
    private final AuditLog audit;
    private final InstantSource clock;

    Waitlist(
            WaitingList list,
            Vacancies vacancies,
            Doors doors,
            Halls halls,
            Transactions transactions,
            EventLog events,
            AuditLog audit,
            InstantSource clock) {
        this.list = list;
        this.vacancies = vacancies;
        this.doors = doors;
        this.halls = halls;
        this.transactions = transactions;
        this.events = events;
        this.audit = audit;
        this.clock = clock;
    }

    /** Puts somebody on the list, in the caller's transaction, if the hall takes bookings. */
    Mono<Outcome<Entry, NotListed>> join(
            Caller actor, ResidentId resident, Hall.Offer offer, Wanted wanted) {
        String hall = offer.hall().id();
        return doors.look(hall, doors.online(hall, actor, resident))
                .flatMap(door ->
                        switch (door) {
                            case Outcome.Done<KnownPilot, Doors.Shut> open ->
                                    add(actor, resident, offer, wanted);
                            case Outcome.Refused<KnownPilot, Doors.Shut>(Doors.Shut shut) ->
                                    Mono.just(Outcome.refused(new NotListed.BookingsShut(shut)));
                        });
    }

    private Mono<Outcome<Entry, NotListed>> add(
            Caller actor, ResidentId resident, Hall.Offer offer, Wanted wanted) {
        return list.join(resident, offer, wanted, false, MOST)
                .flatMap(id -> note(actor, resident, "waitlist.join", id).thenReturn(id))
                .flatMap(list::find)
                .<Outcome<Entry, NotListed>>map(Outcome::done)
                .defaultIfEmpty(Outcome.refused(new NotListed.Already()));
    }

    /**
     * Puts somebody before all others who lost a place through no fault of their own, in the
     * caller's transaction.
     */
    public Mono<Void> joinFirst(ResidentId resident, String hall, String service) {
        LocalDate today = CityTime.today(clock);
        Wanted wanted = new Wanted(today, today.plusDays(MOST_DAYS));
        return Mono.justOrEmpty(halls.offer(hall, service))
                .flatMap(offer -> list.join(resident, offer, wanted, true, Integer.MAX_VALUE))
                .flatMap(id ->
                        note(
                                new Caller.Service("appointments"),
                                resident,
                                "waitlist.join-first",
                                id));
    }

    Mono<Boolean> leave(Caller actor, Entry entry) {
        return list.leave(entry)
                .flatMap(left ->
                        left
                                ? note(actor, entry.resident(), "waitlist.leave", entry.id())
                                        .thenReturn(true)
                                : Mono.just(false));
    }

    /** Offers what was given up. */
    Mono<Job.Found> step() {
        return list.settle()
                .then(list.matches(BATCH).collectList())
                .flatMapIterable(matches -> matches)
                .concatMap(this::offer)
                .count()
                .map(count -> count >= BATCH ? Job.Found.MORE : Job.Found.NOTHING);
    }

    private Mono<Boolean> offer(Match match) {
        return transactions
                .act(offerIn(match))
                .flatMap(outcome ->
                        switch (outcome) {
                            case Outcome.Done<Given, Refusal> done -> Mono.just(true);
                            case Outcome.Refused<Given, Refusal>(Refusal.SlotFull gone) ->
                                    Mono.just(true);
                            case Outcome.Refused<Given, Refusal> cannot ->
                                    list.passOver(match.entry()).thenReturn(true);
                        });
    }

    private Mono<Outcome<Given, Refusal>> offerIn(Match match) {
        Entry entry = match.entry();
        return Mono.justOrEmpty(halls.offer(entry.hall(), entry.service()))
                .<Outcome<Hall.Offer, Refusal>>map(Outcome::done)
                .defaultIfEmpty(Outcome.refused(new Refusal.NotOffered()))
                .flatMap(Outcomes.then(offer -> letIn(entry).map(door -> door.map(in -> offer))))
                .flatMap(
                        Outcomes.then(
                                offer -> vacancies.give(match.vacancy(), entry.resident(), offer)))
                .flatMap(Outcomes.then(given -> tell(entry, given)));
    }

    /** An offer is a new booking: a hall whose pilot was stopped makes none. */
    private Mono<Outcome<KnownPilot, Refusal>> letIn(Entry entry) {
        return doors.admit(entry.hall(), doors.known(entry.hall(), entry.resident(), "ONLINE"))
                .map(Refusal.BookingsShut::unlessOpen);
    }

    private Mono<Outcome<Given, Refusal>> tell(Entry entry, Given given) {
        return list.offered(entry, given.booking().value())
                .flatMap(still ->
                        still
                                ? events.append(new DomainEvent[] {toEvent(entry, given)})
                                        .thenReturn(Outcome.done(given))
                                : Mono.just(Outcome.refused(new Refusal.SlotFull())));
    }

    private static WaitlistOffered toEvent(Entry entry, Given given) {
        return new WaitlistOffered(
                entry.id(),
                given.booking(),
                entry.resident(),
                entry.hall(),
                entry.service(),
                given.startsAt(),
                given.until());
    }

    private Mono<Void> note(Caller actor, ResidentId resident, String action, UUID id) {
        return audit.add(AuditEntry.done(actor, action, id.toString(), resident));
    }
}
