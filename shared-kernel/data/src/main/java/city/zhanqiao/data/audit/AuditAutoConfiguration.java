package city.zhanqiao.data.audit;

import city.zhanqiao.data.database.Transactions;
import city.zhanqiao.data.job.Job;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.r2dbc.core.DatabaseClient;

import java.time.Duration;
import java.time.InstantSource;

/** Offers the audit trail and runs its sealer. */
@AutoConfiguration
@Import({AuditController.class, AccessLogController.class})
class AuditAutoConfiguration {

    private static final Logger log = LoggerFactory.getLogger("city.zhanqiao.audit.anchor");
    private static final Duration BETWEEN_SEALS = Duration.ofSeconds(1);
    private static final Duration BETWEEN_ANCHORS = Duration.ofHours(1);

    @Bean
    AuditLog auditLog(DatabaseClient database, InstantSource clock) {
        return new AuditLog(database, clock);
    }

    @Bean
    AuditChain auditChain(DatabaseClient database, Transactions transactions) {
        return new AuditChain(database, transactions);
    }

    @Bean
    Job auditSealer(AuditChain chain) {
        return new Job("audit sealer", BETWEEN_SEALS, chain::step);
    }

    /** Whoever keeps the logs can tell a chain that was rewritten as a whole. */
    @Bean
    Job auditAnchor(AuditChain chain) {
        return new Job(
                "audit anchor",
                BETWEEN_ANCHORS,
                () ->
                        chain.anchor()
                                .doOnNext(head ->
                                        head.ifPresent(end -> log.info("audit chain {}", end)))
                                .thenReturn(Job.Found.NOTHING));
    }
}
