package city.zhanqiao.residents.profile;

import city.zhanqiao.city.Outcome;
import city.zhanqiao.city.calendar.CityTime;
import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.data.Outcomes;
import city.zhanqiao.data.audit.AuditEntry;
import city.zhanqiao.data.audit.AuditLog;
import city.zhanqiao.data.database.Transactions;
import city.zhanqiao.data.event.EventLog;
import city.zhanqiao.residents.profile.ResidentFile.Erased;
import city.zhanqiao.residents.profile.ResidentFile.Joined;
import city.zhanqiao.residents.profile.ResidentFile.Open;

import reactor.core.publisher.Mono;

import java.time.InstantSource;
import java.util.Optional;

/**
 * Opens the file of whoever has logged in: makes it at first sight, and keeps it in step with what
 * the issuer vouches for. A file that was begun at a window under the same name and number is taken
 * over.
 */
public final class Files {

    private final Residents residents;
    private final Joining joining;
    private final Transactions transactions;
    private final EventLog events;
    private final AuditLog audit;
    private final InstantSource clock;

    Files(
            Residents residents,
            Joining joining,
            Transactions transactions,
            EventLog events,
            AuditLog audit,
            InstantSource clock) {
        this.residents = residents;
        this.joining = joining;
        this.transactions = transactions;
        this.events = events;
        this.audit = audit;
        this.clock = clock;
    }

    /** The caller's own file. Has a transaction of its own where something is to be written. */
    public Mono<Outcome<Open, Refusal>> open(Caller.Resident caller) {
        return Mono.fromSupplier(() -> Claims.of(caller, CityTime.today(clock)))
                .flatMap(Outcomes.then(claims -> open(caller, claims)));
    }

    /**
     * The same for features of which a refused file is not the subject: refusals are told as such.
     */
    public Mono<Open> openOrProblem(Caller.Resident caller) {
        return open(caller).map(outcome -> outcome.orElseThrow(RefusalProblems::toProblem));
    }

    private Mono<Outcome<Open, Refusal>> open(Caller.Resident caller, Claims claims) {
        return residents
                .find(caller.id())
                .ofType(Open.class)
                .filter(claims::addNothingTo)
                .map(Outcome::<Open, Refusal>done)
                .switchIfEmpty(Mono.defer(() -> transactions.act(write(caller, claims))));
    }

    /** Looks again behind the lock: meanwhile the number may have got another file. */
    private Mono<Outcome<Open, Refusal>> write(Caller.Resident caller, Claims claims) {
        return lock(claims)
                .then(residents.add(caller.id(), clock.instant()))
                .flatMap(fresh ->
                        residents
                                .find(caller.id())
                                .flatMap(file -> take(caller, claims, file, fresh)));
    }

    private Mono<Void> lock(Claims claims) {
        return Mono.justOrEmpty(claims.person()).flatMap(person -> residents.lock(person.number()));
    }

    private Mono<Outcome<Open, Refusal>> take(
            Caller.Resident caller, Claims claims, ResidentFile file, boolean fresh) {
        return switch (file) {
            case Joined joined ->
                    Mono.just(Outcome.refused(new Refusal.JoinedElsewhere(joined.into())));
            case Erased erased -> settle(caller, claims, true);
            case Open open when claims.contradict(open) ->
                    Mono.just(Outcome.refused(new Refusal.NumberDiffers()));
            case Open open when !fresh && claims.addNothingTo(open) ->
                    Mono.just(Outcome.done(open));
            case Open open -> settle(caller, claims.over(open), fresh);
        };
    }

    private Mono<Outcome<Open, Refusal>> settle(
            Caller.Resident caller, Claims claims, boolean fresh) {
        return findFormer(caller.id(), claims)
                .flatMap(
                        Outcomes.then(former ->
                                Mono.justOrEmpty(former)
                                        .flatMap(id -> joining.join(id, caller.id(), caller))
                                        .then(residents.takeClaims(caller.id(), claims))
                                        .then(residents.find(caller.id()).cast(Open.class))
                                        .flatMap(open -> writeDown(caller, open, fresh))));
    }

    /** The file that this person had without a log-in; nobody takes another log-in's number. */
    private Mono<Outcome<Optional<ResidentId>, Refusal>> findFormer(ResidentId own, Claims claims) {
        return Mono.justOrEmpty(claims.person())
                .flatMap(person ->
                        residents
                                .findByNumber(person.number())
                                .filter(holder -> !holder.id().equals(own))
                                .map(holder -> toFormer(holder, person)))
                .defaultIfEmpty(Outcome.done(Optional.empty()));
    }

    private static Outcome<Optional<ResidentId>, Refusal> toFormer(Open holder, Person person) {
        return switch (holder.origin()) {
            case LOGIN -> Outcome.refused(new Refusal.NumberTaken());
            case WINDOW ->
                    holder.person().equals(Optional.of(person))
                            ? Outcome.done(Optional.of(holder.id()))
                            : Outcome.refused(new Refusal.NameDiffers());
        };
    }

    private Mono<Outcome<Open, Refusal>> writeDown(
            Caller.Resident caller, Open open, boolean fresh) {
        String action = fresh ? "resident.begin" : "resident.refresh";
        return audit.add(AuditEntry.done(caller, action, open.id().value(), open.id()))
                .then(fresh ? events.append(changed(open)) : Mono.empty())
                .thenReturn(Outcome.done(open));
    }

    private static ProfileChanged changed(Open open) {
        return ProfileChanged.of(open.id(), open.preferences());
    }
}
