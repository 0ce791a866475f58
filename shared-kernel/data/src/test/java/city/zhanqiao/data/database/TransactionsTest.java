package city.zhanqiao.data.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import city.zhanqiao.data.support.TestPostgres;
import city.zhanqiao.data.support.TestPostgres.TestDatabase;
import city.zhanqiao.data.support.TestRedis;
import city.zhanqiao.data.support.TestService;

import org.junit.jupiter.api.Test;
import org.springframework.r2dbc.core.DatabaseClient;

import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

import java.time.Duration;

class TransactionsTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    @Test
    void tryAgainAfterADeadlock() {
        TestDatabase place = TestPostgres.newDatabase("deadlock");
        try (TestRedis redis = TestRedis.start();
                var service =
                        TestService.start(
                                "deadlock", Object.class, place.properties(), redis.properties())) {
            place.execute("CREATE TABLE thing (id int PRIMARY KEY, touched int NOT NULL)");
            place.execute("INSERT INTO thing VALUES (1, 0), (2, 0)");
            Transactions transactions = service.getBean(Transactions.class);
            DatabaseClient database = service.getBean(DatabaseClient.class);
            Sinks.Empty<Void> oneHasBegun = Sinks.empty();
            Sinks.Empty<Void> otherHasBegun = Sinks.empty();

            assertThatCode(() ->
                            Mono.when(
                                            transactions.run(
                                                    touch(database, 1)
                                                            .then(met(oneHasBegun, otherHasBegun))
                                                            .then(touch(database, 2))),
                                            transactions.run(
                                                    touch(database, 2)
                                                            .then(met(otherHasBegun, oneHasBegun))
                                                            .then(touch(database, 1))))
                                    .block(SOON))
                    .doesNotThrowAnyException();

            assertThat(place.texts("SELECT touched FROM thing ORDER BY id"))
                    .containsExactly("2", "2");
        }
    }

    private static Mono<Void> met(Sinks.Empty<Void> here, Sinks.Empty<Void> there) {
        return Mono.fromRunnable(here::tryEmitEmpty).then(there.asMono());
    }

    private static Mono<Void> touch(DatabaseClient database, int id) {
        return database.sql("UPDATE thing SET touched = touched + 1 WHERE id = :id")
                .bind("id", id)
                .then();
    }
}
