package city.zhanqiao.applications.item;

import city.zhanqiao.data.audit.AuditLog;
import city.zhanqiao.data.database.Transactions;
import city.zhanqiao.data.job.Job;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.TransactionException;

import reactor.util.retry.Retry;

import tools.jackson.databind.json.JsonMapper;

import java.time.Duration;
import java.time.InstantSource;

/** Beans of the catalogue. */
@Configuration(proxyBeanMethods = false)
class ItemConfiguration {

    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(30);
    private static final Duration START_UP = Duration.ofMinutes(1);

    /** A database that starts at the same time, on a busy machine, may need more than one call. */
    private static final Retry WHILE_THE_DATABASE_STARTS =
            Retry.fixedDelay(30, Duration.ofSeconds(1))
                    .filter(fault ->
                            fault instanceof TransactionException
                                    || fault instanceof DataAccessResourceFailureException);

    @Bean
    Catalogue catalogue(DatabaseClient database, Transactions transactions, JsonMapper json) {
        return new Catalogue(database, transactions, json);
    }

    @Bean
    Proposals proposals(DatabaseClient database, JsonMapper json, InstantSource clock) {
        return new Proposals(database, json, clock);
    }

    @Bean
    Publish publish(
            Items items,
            Catalogue catalogue,
            Proposals proposals,
            OpenCases openCases,
            AuditLog audit,
            JsonMapper json,
            InstantSource clock) {
        return new Publish(items, catalogue, proposals, openCases, audit, json, clock);
    }

    /**
     * What another instance published; it is valid from a day to come, so seconds do not matter.
     */
    @Bean
    Job readPublications(Catalogue catalogue, Items items) {
        return new Job(
                "reading publications",
                BETWEEN_LOOKS,
                () ->
                        catalogue
                                .count()
                                .filter(versions -> versions != items.count())
                                .flatMap(versions -> catalogue.listAll())
                                .doOnNext(items::replace)
                                .thenReturn(Job.Found.NOTHING));
    }

    /** Start-up waits for the catalogue: a service that does not know its items is of no use. */
    @Bean
    @DependsOn("flywayInitializer")
    Items items(Catalogue catalogue, InstantSource clock) {
        return catalogue
                .load()
                .retryWhen(WHILE_THE_DATABASE_STARTS)
                .map(published -> new Items(published, clock))
                .blockOptional(START_UP)
                .orElseThrow();
    }

    @Bean
    FormCheck formCheck() {
        return new FormCheck();
    }
}
