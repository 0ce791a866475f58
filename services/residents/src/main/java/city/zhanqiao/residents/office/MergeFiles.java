package city.zhanqiao.residents.office;

import city.zhanqiao.city.Outcome;
import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.data.Outcomes;
import city.zhanqiao.data.audit.AuditEntry;
import city.zhanqiao.data.audit.AuditLog;
import city.zhanqiao.residents.authority.Proof;
import city.zhanqiao.residents.profile.Joining;
import city.zhanqiao.residents.profile.ResidentFile.Open;
import city.zhanqiao.residents.profile.Residents;

import reactor.core.publisher.Mono;

import java.time.InstantSource;
import java.util.UUID;

/** Merges double files, with two members of staff. Runs in the transaction of the act. */
final class MergeFiles {

    private final Merges merges;
    private final Residents residents;
    private final Joining joining;
    private final AuditLog audit;
    private final InstantSource clock;

    MergeFiles(
            Merges merges,
            Residents residents,
            Joining joining,
            AuditLog audit,
            InstantSource clock) {
        this.merges = merges;
        this.residents = residents;
        this.joining = joining;
        this.audit = audit;
        this.clock = clock;
    }

    /** Why files were not merged. */
    sealed interface Refusal {

        /** A file is not merged with itself. */
        record SameFile() implements Refusal {}

        /** No such file in use, or no such proposal. */
        record NotFound() implements Refusal {}

        /** The file is proposed to be given up already. */
        record AlreadyProposed() implements Refusal {}

        /** Whoever proposed it does not approve it. */
        record SameClerk() implements Refusal {}

        /** It was decided before. */
        record Decided() implements Refusal {}

        /** Both files carry a number, and they differ: two people. */
        record TwoPeople() implements Refusal {}
    }

    Mono<Outcome<Merge, Refusal>> propose(
            Caller.Staff clerk, ResidentId kept, ResidentId givenUp, String reason, Proof proof) {
        if (kept.equals(givenUp)) {
            return Mono.just(Outcome.refused(new Refusal.SameFile()));
        }
        return checkOnePerson(kept, givenUp)
                .flatMap(
                        Outcomes.then(both ->
                                merges.add(
                                                kept,
                                                givenUp,
                                                reason,
                                                proof,
                                                clerk.id(),
                                                clock.instant())
                                        .flatMap(made -> note(clerk, "merge.propose", made))
                                        .defaultIfEmpty(
                                                Outcome.refused(new Refusal.AlreadyProposed()))));
    }

    Mono<Outcome<Merge, Refusal>> approve(Caller.Staff head, UUID id) {
        return held(head, id)
                .flatMap(
                        Outcomes.then(merge ->
                                checkOnePerson(merge.kept(), merge.givenUp())
                                        .map(both -> both.map(files -> merge))))
                .flatMap(
                        Outcomes.then(merge ->
                                joining.join(merge.givenUp(), merge.kept(), head)
                                        .then(decide(head, merge, Merge.State.DONE))));
    }

    Mono<Outcome<Merge, Refusal>> refuse(Caller.Staff head, UUID id) {
        return held(head, id)
                .flatMap(Outcomes.then(merge -> decide(head, merge, Merge.State.REFUSED)));
    }

    private Mono<Outcome<Merge, Refusal>> held(Caller.Staff head, UUID id) {
        return merges.hold(id)
                .map(merge -> check(head, merge))
                .defaultIfEmpty(Outcome.refused(new Refusal.NotFound()));
    }

    private static Outcome<Merge, Refusal> check(Caller.Staff head, Merge merge) {
        if (merge.state() != Merge.State.PROPOSED) {
            return Outcome.refused(new Refusal.Decided());
        }
        return merge.proposedBy().equals(head.id())
                ? Outcome.refused(new Refusal.SameClerk())
                : Outcome.done(merge);
    }

    private Mono<Outcome<Open, Refusal>> checkOnePerson(ResidentId kept, ResidentId givenUp) {
        return Mono.zip(
                        residents.find(kept).ofType(Open.class),
                        residents.find(givenUp).ofType(Open.class))
                .map(both ->
                        areTwoPeople(both.getT1(), both.getT2())
                                ? Outcome.<Open, Refusal>refused(new Refusal.TwoPeople())
                                : Outcome.<Open, Refusal>done(both.getT1()))
                .defaultIfEmpty(Outcome.refused(new Refusal.NotFound()));
    }

    /** The number of the file that is given up is lost with it, so it must not be the only one. */
    private static boolean areTwoPeople(Open kept, Open givenUp) {
        return givenUp.person()
                .map(other ->
                        kept.person()
                                .map(person -> !person.number().equals(other.number()))
                                .orElse(true))
                .orElse(false);
    }

    private Mono<Outcome<Merge, Refusal>> decide(
            Caller.Staff head, Merge merge, Merge.State state) {
        return merges.decide(merge.id(), state, head.id(), clock.instant())
                .then(note(head, "merge.decide", merge.in(state)));
    }

    private Mono<Outcome<Merge, Refusal>> note(Caller.Staff staff, String action, Merge merge) {
        String id = merge.id().toString();
        return audit.add(AuditEntry.done(staff, action, id, merge.kept()))
                .then(audit.add(AuditEntry.done(staff, action, id, merge.givenUp())))
                .thenReturn(Outcome.done(merge));
    }
}
