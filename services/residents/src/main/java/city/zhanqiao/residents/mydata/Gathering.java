package city.zhanqiao.residents.mydata;

import city.zhanqiao.city.calendar.CityTime;
import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.data.audit.AuditEntry;
import city.zhanqiao.data.audit.AuditLog;
import city.zhanqiao.data.database.Transactions;
import city.zhanqiao.data.event.EventLog;
import city.zhanqiao.data.job.Job;
import city.zhanqiao.residents.mydata.DataRequest.State;
import city.zhanqiao.residents.mydata.ExportFiles.ExportFile;
import city.zhanqiao.residents.mydata.Holders.Given;
import city.zhanqiao.residents.mydata.Parts.Missing;
import city.zhanqiao.residents.mydata.Parts.Part;
import city.zhanqiao.residents.profile.Leaving;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import reactor.core.publisher.Mono;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;

/**
 * Works on requests in the background: brings the parts of exports one by one until none is
 * missing, deletes old copies, and deletes files whose duty to keep is over. A silent service is
 * asked again for as long as it takes; an export is never given out incomplete.
 */
final class Gathering {

    private static final Logger log = LoggerFactory.getLogger(Gathering.class);

    /** To the last byte of 20 MiB. */
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(40);

    /** Longer than any answer takes. */
    private static final Duration TO_BRING = Duration.ofMinutes(1);

    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

    /** A copy of everything about a person is not left lying about. */
    private static final Duration KEPT = Duration.ofDays(7);

    private static final Caller.Service SELF = new Caller.Service("residents");

    private final DataRequests requests;
    private final Parts parts;
    private final ExportFiles files;
    private final Holders holders;
    private final Leaving leaving;
    private final Transactions transactions;
    private final EventLog events;
    private final AuditLog audit;
    private final InstantSource clock;
    private final Duration pause;

    Gathering(
            DataRequests requests,
            Parts parts,
            ExportFiles files,
            Holders holders,
            Leaving leaving,
            Transactions transactions,
            EventLog events,
            AuditLog audit,
            InstantSource clock,
            Duration pause) {
        this.requests = requests;
        this.parts = parts;
        this.files = files;
        this.holders = holders;
        this.leaving = leaving;
        this.transactions = transactions;
        this.events = events;
        this.audit = audit;
        this.clock = clock;
        this.pause = pause;
    }

    Mono<Job.Found> gatherNext() {
        Instant now = clock.instant();
        return parts.take(now, now.plus(TO_BRING))
                .flatMap(part -> bring(part).thenReturn(Job.Found.MORE))
                .switchIfEmpty(Mono.defer(() -> gatherNextFile(now)))
                .defaultIfEmpty(Job.Found.NOTHING);
    }

    private Mono<Job.Found> gatherNextFile(Instant now) {
        return files.take(now, now.plus(TO_BRING))
                .flatMap(file -> bring(file).thenReturn(Job.Found.MORE));
    }

    Mono<Job.Found> forgetOld() {
        return parts.forget(clock.instant().minus(KEPT))
                .map(count -> count > 0 ? Job.Found.MORE : Job.Found.NOTHING);
    }

    Mono<Job.Found> eraseOver() {
        return transactions.run(
                requests.holdOver(CityTime.today(clock))
                        .flatMap(this::erase)
                        .defaultIfEmpty(Job.Found.NOTHING));
    }

    /** What keeps a service from answering is its own affair; the resident sees that it waits. */
    private Mono<Void> bring(Missing part) {
        return holders.requestPart(part.service(), part.resident())
                .timeout(LONGEST_ANSWER)
                .map(Optional::of)
                .onErrorResume(fault -> Mono.just(silent(part.service(), part.request(), fault)))
                .flatMap(answer ->
                        answer.map(given -> transactions.run(keep(part, given)))
                                .orElseGet(() -> parts.delay(part, nextTry(part.tries()))));
    }

    private Mono<Void> bring(ExportFile file) {
        return holders.requestFile(file)
                .timeout(LONGEST_ANSWER)
                .map(Optional::of)
                .onErrorResume(fault -> Mono.just(silent(file.service(), file.request(), fault)))
                .flatMap(answer ->
                        answer.map(content -> transactions.run(keep(file, content)))
                                .orElseGet(() -> files.delay(file, nextTry(file.tries()))));
    }

    private static <T> Optional<T> silent(String service, UUID request, Throwable fault) {
        log.warn("{} is silent about request {}: {}", service, request, fault.toString());
        return Optional.empty();
    }

    private Instant nextTry(int tries) {
        Duration wait = pause.multipliedBy(1L << Math.min(tries - 1, 10));
        return clock.instant().plus(wait.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : wait);
    }

    private Mono<Void> keep(Missing part, Given given) {
        Instant now = clock.instant();
        return requests.lock(part.resident())
                .then(parts.put(part, given.json(), now))
                .filter(taken -> taken)
                .flatMap(taken -> files.add(part.request(), part.service(), given.files(), now))
                .then(finishIfComplete(part.request()));
    }

    private Mono<Void> keep(ExportFile file, byte[] content) {
        return requests.find(file.request())
                .flatMap(request -> requests.lock(request.resident()))
                .then(files.put(file, content, clock.instant()))
                .then(finishIfComplete(file.request()));
    }

    private Mono<Void> finishIfComplete(UUID request) {
        return Mono.zip(parts.list(request), files.list(request))
                .filter(all -> all.getT1().stream().allMatch(Part::here))
                .filter(all -> all.getT2().stream().allMatch(ExportFile::here))
                .flatMap(all -> requests.find(request))
                .flatMap(this::finish);
    }

    private Mono<Void> finish(DataRequest complete) {
        return requests.move(
                        complete.id(),
                        State.GATHERING,
                        State.READY,
                        Optional.empty(),
                        SELF.name(),
                        clock.instant())
                .filter(moved -> moved)
                .flatMap(moved ->
                        events.append(new DataRequestDone(complete.reader(), complete.id()))
                                .then(
                                        audit.add(
                                                AuditEntry.done(
                                                        SELF,
                                                        "data-request.ready",
                                                        complete.id().toString(),
                                                        complete.resident()))));
    }

    private Mono<Job.Found> erase(DataRequest over) {
        return leaving.erase(over.resident(), SELF)
                .then(
                        requests.move(
                                over.id(),
                                State.RESTRICTED,
                                State.DONE,
                                Optional.empty(),
                                SELF.name(),
                                clock.instant()))
                .thenReturn(Job.Found.MORE);
    }
}
