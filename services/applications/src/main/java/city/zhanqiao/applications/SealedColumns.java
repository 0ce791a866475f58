package city.zhanqiao.applications;

import city.zhanqiao.data.database.Transactions;
import city.zhanqiao.data.encryption.FieldCipher;
import city.zhanqiao.data.encryption.Resealing;
import city.zhanqiao.data.encryption.Resealing.Column;
import city.zhanqiao.data.job.Job;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;

import java.util.List;

/** Every sealed column of this service, so that a new key reaches all of them. */
@Configuration(proxyBeanMethods = false)
class SealedColumns {

    static final List<Column> ALL =
            List.of(
                    of("application", "form"),
                    of("application", "file"),
                    of("case_note", "text"),
                    of("case_party", "name"),
                    of("document", "name"),
                    of("help_request", "answer"),
                    of("help_request", "question"),
                    of("idempotency", "answer"),
                    of("rating", "comment"),
                    of("rating", "outcome"),
                    of("voucher", "reason"));

    @Bean
    Job resealing(DatabaseClient database, Transactions transactions, FieldCipher cipher) {
        return new Resealing(database, transactions, cipher).job(ALL.toArray(Column[]::new));
    }

    private static Column of(String table, String column) {
        return new Column(table, column, table + "." + column);
    }
}
