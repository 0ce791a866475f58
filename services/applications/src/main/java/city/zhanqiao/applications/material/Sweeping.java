package city.zhanqiao.applications.material;

import city.zhanqiao.data.database.Transactions;
import city.zhanqiao.data.file.Pieces;
import city.zhanqiao.data.job.Job.Found;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Removes what nobody finished and what no case has any more. */
final class Sweeping {

    /** Longer than any transaction that could still point to a new content. */
    private static final Duration SETTLED = Duration.ofHours(1);

    private final Uploads uploads;
    private final Documents documents;
    private final Pieces pieces;
    private final Transactions transactions;
    private final MaterialSettings settings;
    private final InstantSource clock;

    Sweeping(
            Uploads uploads,
            Documents documents,
            Pieces pieces,
            Transactions transactions,
            MaterialSettings settings,
            InstantSource clock) {
        this.uploads = uploads;
        this.documents = documents;
        this.pieces = pieces;
        this.transactions = transactions;
        this.settings = settings;
        this.clock = clock;
    }

    /** Removes some; the bytes go first, so that a failure leaves the row to try again. */
    Mono<Found> step() {
        Instant now = clock.instant();
        return transactions
                .run(
                        Flux.concat(
                                        uploads.forgetOlderThan(
                                                        now.minus(settings.abandonedAfter()))
                                                .collectList()
                                                .flatMapIterable(found -> found)
                                                .concatMap(upload ->
                                                        pieces.remove(upload.id(), upload.pieces())
                                                                .thenReturn(upload.id())),
                                        documents
                                                .forgetOrphans(now.minus(SETTLED))
                                                .collectList()
                                                .flatMapIterable(found -> found)
                                                .concatMap(orphan ->
                                                        pieces.remove(
                                                                        orphan.content(),
                                                                        orphan.pieces())
                                                                .thenReturn(orphan.content())))
                                .count())
                .map(removed -> removed == 0 ? Found.NOTHING : Found.MORE);
    }
}
