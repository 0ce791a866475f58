package city.zhanqiao.residents.authority;

import city.zhanqiao.city.Outcome;
import city.zhanqiao.city.calendar.CityTime;
import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.data.Outcomes;
import city.zhanqiao.data.audit.AuditEntry;
import city.zhanqiao.data.audit.AuditLog;
import city.zhanqiao.residents.profile.Document;
import city.zhanqiao.residents.profile.Identify;
import city.zhanqiao.residents.profile.Person;

import reactor.core.publisher.Mono;

import java.time.InstantSource;
import java.util.UUID;

/** Records guardians of children under 14, by a clerk who has seen the documents and a proof. */
final class RecordGuardianship {

    private final Identify identify;
    private final Guardianships guardianships;
    private final AuditLog audit;
    private final InstantSource clock;

    RecordGuardianship(
            Identify identify, Guardianships guardianships, AuditLog audit, InstantSource clock) {
        this.identify = identify;
        this.guardianships = guardianships;
        this.audit = audit;
        this.clock = clock;
    }

    /** Both may be new to the city. */
    Mono<Outcome<Guardianship, Refusal>> record(
            Caller.Staff clerk, Document guardian, Document child, Proof proof) {
        return Mono.fromSupplier(() -> Documents.at("/child", identify.read(child)))
                .map(read -> read.then(this::checkAge))
                .flatMap(Outcomes.then(young -> identify(guardian, "/guardian", clerk)))
                .flatMap(
                        Outcomes.then(grownUp ->
                                identify(child, "/child", clerk)
                                        .flatMap(
                                                Outcomes.then(young ->
                                                        add(clerk, grownUp, young, proof)))));
    }

    /** Ends what no longer holds, such as after a court's decision. */
    Mono<Outcome<Guardianship, Refusal>> end(Caller.Staff clerk, UUID id) {
        return guardianships
                .end(id, clock.instant())
                .flatMap(ended -> writeDown(clerk, "guardianship.end", ended))
                .defaultIfEmpty(Outcome.refused(new Refusal.NotFound()));
    }

    private Outcome<Person, Refusal> checkAge(Person child) {
        return Guardianship.isChild(child.number().birthDate(), CityTime.today(clock))
                ? Outcome.done(child)
                : Outcome.refused(new Refusal.ChildTooOld());
    }

    private Mono<Outcome<ResidentId, Refusal>> identify(
            Document document, String at, Caller.Staff clerk) {
        return identify.within(document, clerk).map(found -> Documents.at(at, found));
    }

    private Mono<Outcome<Guardianship, Refusal>> add(
            Caller.Staff clerk, ResidentId guardian, ResidentId child, Proof proof) {
        if (guardian.equals(child)) {
            return Mono.just(Outcome.refused(new Refusal.Own()));
        }
        return guardianships
                .add(guardian, child, proof, clerk.id(), clock.instant())
                .flatMap(added -> writeDown(clerk, "guardianship.record", added))
                .defaultIfEmpty(Outcome.refused(new Refusal.AlreadyRecorded()));
    }

    private Mono<Outcome<Guardianship, Refusal>> writeDown(
            Caller.Staff clerk, String action, Guardianship about) {
        String id = about.id().toString();
        return audit.add(AuditEntry.done(clerk, action, id, about.child()))
                .then(audit.add(AuditEntry.done(clerk, action, id, about.guardian())))
                .thenReturn(Outcome.done(about));
    }
}
