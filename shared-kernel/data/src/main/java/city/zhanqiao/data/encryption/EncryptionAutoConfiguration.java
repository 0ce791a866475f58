package city.zhanqiao.data.encryption;

import city.zhanqiao.data.database.Transactions;
import city.zhanqiao.data.job.Job;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.r2dbc.core.DatabaseClient;

import java.time.Duration;

/** Offers the cipher for personal fields, and seals anew what an old key has sealed. */
@AutoConfiguration
@EnableConfigurationProperties(EncryptionSettings.class)
class EncryptionAutoConfiguration {

    private static final Duration BETWEEN_LOOKS = Duration.ofMinutes(10);

    @Bean
    FieldCipher fieldCipher(EncryptionSettings settings) {
        return new FieldCipher(settings);
    }

    @Bean
    Job resealing(DatabaseClient database, Transactions transactions, FieldCipher cipher) {
        Resealing resealing = new Resealing(database, transactions, cipher);
        return new Job("sealing with the new key", BETWEEN_LOOKS, resealing::step);
    }
}
