package city.zhanqiao.residents.profile;

import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.data.audit.AuditEntry;
import city.zhanqiao.data.audit.AuditLog;
import city.zhanqiao.data.event.EventLog;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import java.time.LocalDate;
import java.util.List;

/**
 * Empties files, or shuts them while the law keeps their content. Runs in the act's transaction.
 */
public final class Leaving {

    private final Residents residents;
    private final List<Departure> departures;
    private final EventLog events;
    private final AuditLog audit;

    Leaving(Residents residents, List<Departure> departures, EventLog events, AuditLog audit) {
        this.residents = residents;
        this.departures = List.copyOf(departures);
        this.events = events;
        this.audit = audit;
    }

    /** Nothing of the person is left but the id, and what the audit trail says was done. */
    public Mono<Void> erase(ResidentId resident, Caller actor) {
        return depart(resident, actor)
                .then(residents.erase(resident))
                .then(events.append(new ResidentDeleted(resident)))
                .then(note(actor, "resident.erase", resident));
    }

    /** From now on the file is only stored (个人信息保护法 §47). */
    public Mono<Void> restrict(ResidentId resident, LocalDate until, Caller actor) {
        return depart(resident, actor)
                .then(residents.restrict(resident, until))
                .then(note(actor, "resident.restrict", resident));
    }

    /** Authority ends with a person's death (民法典 §173); the file stays for those who settle it. */
    public Mono<Void> closeAfterDeath(ResidentId resident, Caller actor) {
        return depart(resident, actor).then(note(actor, "resident.deceased", resident));
    }

    private Mono<Void> depart(ResidentId resident, Caller actor) {
        return Flux.fromIterable(departures)
                .concatMap(departure -> departure.depart(resident, actor))
                .then();
    }

    private Mono<Void> note(Caller actor, String action, ResidentId resident) {
        return audit.add(AuditEntry.done(actor, action, resident.value(), resident));
    }
}
