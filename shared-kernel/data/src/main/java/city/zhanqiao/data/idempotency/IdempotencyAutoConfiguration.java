package city.zhanqiao.data.idempotency;

import city.zhanqiao.data.database.Transactions;
import city.zhanqiao.data.encryption.FieldCipher;
import city.zhanqiao.data.job.Job;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.r2dbc.core.DatabaseClient;

import tools.jackson.databind.json.JsonMapper;

import java.time.Duration;
import java.time.InstantSource;

/** Offers idempotent acts, their receipts, and the job that forgets old keys. */
@AutoConfiguration
@Import(ReceiptController.class)
class IdempotencyAutoConfiguration {

    private static final Duration BETWEEN_CLEANINGS = Duration.ofHours(1);

    @Bean
    Idempotency idempotency(
            DatabaseClient database,
            Transactions transactions,
            FieldCipher cipher,
            JsonMapper json,
            InstantSource clock) {
        return new Idempotency(database, transactions, cipher, json, clock);
    }

    @Bean
    IdempotentBatch idempotentBatch(
            Idempotency idempotency,
            DatabaseClient database,
            Transactions transactions,
            InstantSource clock) {
        return new IdempotentBatch(idempotency, database, transactions, clock);
    }

    @Bean
    Job forgetOldKeys(Idempotency idempotency) {
        return new Job(
                "forgetting old idempotency keys",
                BETWEEN_CLEANINGS,
                () ->
                        idempotency
                                .forgetOld()
                                .map(count -> count > 0 ? Job.Found.MORE : Job.Found.NOTHING));
    }
}
