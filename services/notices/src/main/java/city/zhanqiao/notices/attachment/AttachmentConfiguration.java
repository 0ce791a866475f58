package city.zhanqiao.notices.attachment;

import city.zhanqiao.data.audit.AuditLog;
import city.zhanqiao.data.file.Inspection;
import city.zhanqiao.data.file.Pieces;
import city.zhanqiao.data.file.Scanner;
import city.zhanqiao.data.file.Store;
import city.zhanqiao.data.idempotency.Idempotency;
import city.zhanqiao.data.job.Job;
import city.zhanqiao.notices.notice.AttachmentRows;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

import java.time.Duration;
import java.time.InstantSource;

/** Beans of the attachments. */
@Configuration(proxyBeanMethods = false)
class AttachmentConfiguration {

    /** Publishers are few, and looking at 10 MiB takes a moment. */
    private static final int INSPECTIONS = 1;

    private static final int INSPECTIONS_WAITING = 100;

    /** Longer than any upload takes. */
    private static final Duration BROKEN_AFTER = Duration.ofDays(1);

    @Bean
    Pieces pieces(AttachmentSettings settings) {
        return new Pieces(Store.of(settings.store(), settings.folder(), settings.s3()));
    }

    @Bean(destroyMethod = "dispose")
    Scheduler inspections() {
        return Schedulers.newBoundedElastic(INSPECTIONS, INSPECTIONS_WAITING, "inspection");
    }

    @Bean
    Uploading uploading(
            AttachmentSettings settings,
            Scheduler inspections,
            AttachmentRows rows,
            Pieces pieces,
            Idempotency idempotency,
            AuditLog audit,
            InstantSource clock) {
        return new Uploading(
                new Inspection(Scanner.of(settings.scan()), inspections),
                rows,
                pieces,
                idempotency,
                audit,
                clock,
                settings.maxSize());
    }

    @Bean
    AttachmentFiles attachmentFiles(Pieces pieces) {
        return new AttachmentFiles(pieces);
    }

    /** The bytes go first, so that nothing is left that nobody knows of. */
    @Bean
    Job sweepAttachments(AttachmentRows rows, Pieces pieces, InstantSource clock) {
        return new Job(
                "sweeping attachments",
                Duration.ofHours(1),
                () ->
                        rows.findBroken(clock.instant().minus(BROKEN_AFTER))
                                .flatMap(broken ->
                                        pieces.remove(
                                                        broken.id(),
                                                        AttachmentFiles.pieces(broken.size()))
                                                .then(rows.forget(broken.id()))
                                                .thenReturn(Job.Found.MORE))
                                .switchIfEmpty(Mono.just(Job.Found.NOTHING)));
    }
}
