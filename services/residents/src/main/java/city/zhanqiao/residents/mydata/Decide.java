package city.zhanqiao.residents.mydata;

import city.zhanqiao.city.Outcome;
import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.data.Outcomes;
import city.zhanqiao.data.audit.AuditEntry;
import city.zhanqiao.data.audit.AuditLog;
import city.zhanqiao.data.event.EventLog;
import city.zhanqiao.residents.mydata.DataRequest.State;
import city.zhanqiao.residents.profile.Correct;
import city.zhanqiao.residents.profile.ResidentFile.Open;
import city.zhanqiao.residents.profile.Residents;

import reactor.core.publisher.Mono;

import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;

/** Staff carry a correction out or refuse it. Runs in the transaction of the act. */
final class Decide {

    private final DataRequests requests;
    private final Residents residents;
    private final Correct correct;
    private final EventLog events;
    private final AuditLog audit;
    private final InstantSource clock;

    Decide(
            DataRequests requests,
            Residents residents,
            Correct correct,
            EventLog events,
            AuditLog audit,
            InstantSource clock) {
        this.requests = requests;
        this.residents = residents;
        this.correct = correct;
        this.events = events;
        this.audit = audit;
        this.clock = clock;
    }

    Mono<Outcome<DataRequest, Refusal>> carryOut(Caller.Staff clerk, UUID id) {
        return findOpen(id)
                .flatMap(Outcomes.then(request -> apply(clerk, request)))
                .flatMap(
                        Outcomes.then(
                                request -> move(clerk, request, State.DONE, Optional.empty())));
    }

    Mono<Outcome<DataRequest, Refusal>> refuse(Caller.Staff clerk, UUID id, String reason) {
        return findOpen(id)
                .flatMap(
                        Outcomes.then(request ->
                                move(clerk, request, State.REFUSED, Optional.of(reason))));
    }

    private Mono<Outcome<DataRequest, Refusal>> findOpen(UUID id) {
        return requests.find(id)
                .filter(found -> found.kind() == DataRequest.Kind.CORRECTION)
                .map(found ->
                        found.state() == State.OPEN
                                ? Outcome.<DataRequest, Refusal>done(found)
                                : Outcome.<DataRequest, Refusal>refused(new Refusal.Decided()))
                .defaultIfEmpty(Outcome.refused(new Refusal.NotFound()));
    }

    private Mono<Outcome<DataRequest, Refusal>> apply(Caller.Staff clerk, DataRequest request) {
        return Mono.zip(
                        residents.find(request.resident()).ofType(Open.class),
                        requests.findValue(request.id()))
                .flatMap(both ->
                        correct.correct(
                                both.getT1(), request.field().orElseThrow(), both.getT2(), clerk))
                .map(done -> BadValues.of(done).<DataRequest>map(corrected -> request))
                .defaultIfEmpty(Outcome.refused(new Refusal.NotFound()));
    }

    private Mono<Outcome<DataRequest, Refusal>> move(
            Caller.Staff clerk, DataRequest request, State to, Optional<String> reason) {
        return requests.move(
                        request.id(), State.OPEN, to, reason, clerk.id().value(), clock.instant())
                .flatMap(moved ->
                        moved
                                ? writeDown(clerk, request)
                                : Mono.just(Outcome.refused(new Refusal.Decided())));
    }

    private Mono<Outcome<DataRequest, Refusal>> writeDown(Caller.Staff clerk, DataRequest request) {
        return events.append(new DataRequestDone(request.resident(), request.id()))
                .then(
                        audit.add(
                                AuditEntry.done(
                                        clerk,
                                        "data-request.decide",
                                        request.id().toString(),
                                        request.resident())))
                .then(requests.find(request.id()))
                .map(Outcome::done);
    }
}
