package city.zhanqiao.notifications;

import city.zhanqiao.data.database.Transactions;
import city.zhanqiao.data.encryption.FieldCipher;
import city.zhanqiao.data.encryption.Resealing;
import city.zhanqiao.data.job.Job;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;

/** Beans that no single feature owns. */
@Configuration(proxyBeanMethods = false)
class NotificationsConfiguration {

    /** Every sealed column of this service; a new one is added here. */
    @Bean
    Job resealing(DatabaseClient database, Transactions transactions, FieldCipher cipher) {
        return new Resealing(database, transactions, cipher)
                .job(
                        new Resealing.Column("device", "address", "device.address"),
                        new Resealing.Column("inbox_item", "facts", "inbox_item.facts"),
                        new Resealing.Column("reminder", "facts", "reminder.facts"),
                        new Resealing.Column("idempotency", "answer", "idempotency.answer"));
    }
}
