package city.zhanqiao.residents.profile;

import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.data.audit.AuditEntry;
import city.zhanqiao.data.audit.AuditLog;
import city.zhanqiao.data.event.EventLog;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import java.util.List;

/** Makes one of two ids of the same person the only one (合并). */
public final class Joining {

    private final Residents residents;
    private final List<Heirs> heirs;
    private final EventLog events;
    private final AuditLog audit;

    Joining(Residents residents, List<Heirs> heirs, EventLog events, AuditLog audit) {
        this.residents = residents;
        this.heirs = List.copyOf(heirs);
        this.events = events;
        this.audit = audit;
    }

    /** Both ids have files. Belongs into the transaction of the act that found them to be one. */
    public Mono<Void> join(ResidentId former, ResidentId kept, Caller actor) {
        return residents
                .giveUp(former, kept)
                .thenMany(Flux.fromIterable(heirs))
                .concatMap(heir -> heir.inherit(former, kept))
                .then(events.append(new ResidentJoined(kept, former)))
                .then(audit.add(AuditEntry.done(actor, "resident.join", former.value(), kept)));
    }
}
