package city.zhanqiao.data.database;

import io.r2dbc.postgresql.PostgresqlConnectionFactoryProvider;
import io.r2dbc.spi.ConnectionFactoryOptions;

import org.flywaydb.core.api.Location;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayConfigurationCustomizer;
import org.springframework.boot.r2dbc.autoconfigure.ConnectionFactoryOptionsBuilderCustomizer;
import org.springframework.boot.r2dbc.autoconfigure.R2dbcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.transaction.ReactiveTransactionManager;
import org.springframework.transaction.reactive.TransactionalOperator;

import reactor.netty.resources.LoopResources;

import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;

/** Tunes the driver, adds the kernel's tables to the service's own, offers transactions. */
@AutoConfiguration(before = R2dbcAutoConfiguration.class)
class DatabaseAutoConfiguration {

    /**
     * Statements of an act are short; what takes longer than this is stuck, and the resident is
     * better served by an answer.
     */
    private static final Duration STATEMENT_TIME_OUT = Duration.ofSeconds(5);

    /**
     * A migration that waits for a lock makes every request queue behind it; it fails instead, and
     * the version before goes on.
     */
    private static final String LOCK_TIME_OUT = "SET lock_timeout TO '3s'";

    @Bean
    DatabaseLoops databaseLoops() {
        return new DatabaseLoops();
    }

    @Bean
    ConnectionFactoryOptionsBuilderCustomizer databaseOptions(DatabaseLoops loops) {
        return options ->
                options.option(PostgresqlConnectionFactoryProvider.LOOP_RESOURCES, loops.resources)
                        .option(
                                PostgresqlConnectionFactoryProvider
                                        .PREPARED_STATEMENT_CACHE_QUERIES,
                                256)
                        .option(
                                PostgresqlConnectionFactoryProvider.STATEMENT_TIMEOUT,
                                STATEMENT_TIME_OUT)
                        .option(
                                PostgresqlConnectionFactoryProvider.OPTIONS,
                                Map.of("idle_in_transaction_session_timeout", "10s"))
                        .option(ConnectionFactoryOptions.CONNECT_TIMEOUT, Duration.ofSeconds(3));
    }

    /** Kernel migrations are numbered 0.x and may arrive after a service's own 1, 2, 3. */
    @Bean
    FlywayConfigurationCustomizer kernelTables() {
        return flyway ->
                flyway.locations(
                                Stream.concat(
                                                Stream.of(flyway.getLocations()),
                                                Stream.of(
                                                        Location.fromPath(
                                                                "classpath:", "db/kernel")))
                                        .toArray(Location[]::new))
                        .initSql(LOCK_TIME_OUT)
                        .outOfOrder(true);
    }

    @Bean
    Transactions transactions(ReactiveTransactionManager manager) {
        return new Transactions(TransactionalOperator.create(manager));
    }

    /**
     * The driver's own event loops, not colocated with those of HTTP. Three, because connections
     * take every second loop: of an even number only half would be used.
     */
    static final class DatabaseLoops implements DisposableBean {
        final LoopResources resources =
                LoopResources.create("db", LoopResources.DEFAULT_IO_SELECT_COUNT, 3, true, false);

        @Override
        public void destroy() {
            resources.dispose();
        }
    }
}
