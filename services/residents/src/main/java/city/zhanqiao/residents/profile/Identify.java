package city.zhanqiao.residents.profile;

import city.zhanqiao.city.Outcome;
import city.zhanqiao.city.calendar.CityTime;
import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.city.identity.RealNameLevel;
import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.data.Outcomes;
import city.zhanqiao.data.audit.AuditEntry;
import city.zhanqiao.data.audit.AuditLog;
import city.zhanqiao.data.database.Transactions;
import city.zhanqiao.data.event.EventLog;

import reactor.core.publisher.Mono;

import java.time.InstantSource;
import java.util.Optional;

/** Finds the person whose document was checked at a window, or begins a file (窗口首次接触). */
public final class Identify {

    private final Residents residents;
    private final Transactions transactions;
    private final EventLog events;
    private final AuditLog audit;
    private final InstantSource clock;

    Identify(
            Residents residents,
            Transactions transactions,
            EventLog events,
            AuditLog audit,
            InstantSource clock) {
        this.residents = residents;
        this.transactions = transactions;
        this.events = events;
        this.audit = audit;
        this.clock = clock;
    }

    /** The same document gives the same id, however often and by however many it is asked. */
    Mono<Outcome<ResidentId, Refusal>> identify(Document document, Caller asking) {
        return transactions.act(within(document, asking));
    }

    /** The same in the transaction of the act that needs to know the person. */
    public Mono<Outcome<ResidentId, Refusal>> within(Document document, Caller asking) {
        return Mono.fromSupplier(() -> read(document))
                .flatMap(Outcomes.then(person -> findOrBegin(person)))
                .flatMap(Outcomes.then(id -> note(asking, id)));
    }

    /** Reads what was typed off a document. */
    public Outcome<Person, Refusal> read(Document document) {
        return Person.parse(document.realName(), document.residentNumber(), CityTime.today(clock));
    }

    private Mono<Outcome<ResidentId, Refusal>> findOrBegin(Person person) {
        return residents
                .lock(person.number())
                .then(find(person))
                .flatMap(known -> known.map(Mono::just).orElseGet(() -> begin(person)));
    }

    private Mono<Optional<Outcome<ResidentId, Refusal>>> find(Person person) {
        return residents
                .findByNumber(person.number())
                .map(file ->
                        Optional.of(
                                file.person().equals(Optional.of(person))
                                        ? Outcome.<ResidentId, Refusal>done(file.id())
                                        : Outcome.<ResidentId, Refusal>refused(
                                                new Refusal.NameDiffers())))
                .defaultIfEmpty(Optional.empty());
    }

    private Mono<Outcome<ResidentId, Refusal>> begin(Person person) {
        Claims seen =
                new Claims(
                        Optional.of(person), Optional.empty(), RealNameLevel.L4, clock.instant());
        return residents
                .addFromWindow(seen, clock.instant())
                .flatMap(id ->
                        events.append(ProfileChanged.of(id, Preferences.USUAL)).thenReturn(id))
                .map(Outcome::done);
    }

    private Mono<Outcome<ResidentId, Refusal>> note(Caller asking, ResidentId id) {
        return audit.add(AuditEntry.done(asking, "resident.identify", id.value(), id))
                .thenReturn(Outcome.done(id));
    }
}
