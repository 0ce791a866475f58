package city.zhanqiao.residents;

import city.zhanqiao.data.database.Transactions;
import city.zhanqiao.data.encryption.FieldCipher;
import city.zhanqiao.data.encryption.Resealing;
import city.zhanqiao.data.event.Peers;
import city.zhanqiao.data.job.Job;
import city.zhanqiao.web.client.ServiceClients;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;

/** What all features share. */
@Configuration(proxyBeanMethods = false)
class ResidentsConfiguration {

    @Bean
    Peers peers(ServiceClients clients) {
        return clients::of;
    }

    /** Every sealed column of this service; a new one is added here. */
    @Bean
    Job resealing(DatabaseClient database, Transactions transactions, FieldCipher cipher) {
        return new Resealing(database, transactions, cipher)
                .job(
                        new Resealing.Column("resident", "name", "resident.name"),
                        new Resealing.Column("resident", "number", "resident.number"),
                        new Resealing.Column("resident", "phone", "resident.phone"),
                        new Resealing.Column("proxy", "proof", "proxy.proof"),
                        new Resealing.Column("guardianship", "proof", "guardianship.proof"),
                        new Resealing.Column("firm_agent", "proof", "firm_agent.proof"),
                        new Resealing.Column("data_request", "value", "data_request.value"),
                        new Resealing.Column("data_request", "proof", "data_request.proof"),
                        new Resealing.Column("merge", "proof", "merge.proof"),
                        new Resealing.Column(
                                "data_request_part", "document", "data_request_part.document"),
                        new Resealing.Column("idempotency", "answer", "idempotency.answer"));
    }
}
