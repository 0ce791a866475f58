package city.zhanqiao.data.database;

import city.zhanqiao.city.Outcome;

import io.r2dbc.spi.R2dbcException;

import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.transaction.ReactiveTransaction;
import org.springframework.transaction.reactive.TransactionalOperator;

import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

import java.time.Duration;
import java.util.Objects;

/**
 * Transactions that end as they should whatever the client does. Work runs detached from the
 * caller's cancellation: a client that hangs up inside an R2DBC transaction could otherwise leave
 * it open and hand it to the next request (spring-framework#36344). Deadlocks and serialization
 * failures are tried again, so work must be cold and touch nothing but the database.
 */
public final class Transactions {

    private static final Retry AFTER_A_COLLISION =
            Retry.backoff(4, Duration.ofMillis(10))
                    .maxBackoff(Duration.ofMillis(200))
                    .filter(Transactions::isCollision)
                    .onRetryExhaustedThrow((spec, signal) -> signal.failure());

    private final TransactionalOperator operator;

    public Transactions(TransactionalOperator operator) {
        this.operator = operator;
    }

    /** Commits what is done; a refusal rolls everything back and is passed on. */
    public <T, R> Mono<Outcome<T, R>> act(Mono<Outcome<T, R>> work) {
        return detached(
                operator.execute(transaction ->
                                work.doOnNext(outcome -> undoIfRefused(outcome, transaction)))
                        .singleOrEmpty()
                        .retryWhen(AFTER_A_COLLISION));
    }

    /** Commits unless the work fails. */
    public <T> Mono<T> run(Mono<T> work) {
        return detached(
                operator.execute(transaction -> work).singleOrEmpty().retryWhen(AFTER_A_COLLISION));
    }

    private static void undoIfRefused(Outcome<?, ?> outcome, ReactiveTransaction transaction) {
        switch (outcome) {
            case Outcome.Done<?, ?> done -> {}
            case Outcome.Refused<?, ?> refused -> transaction.setRollbackOnly();
        }
    }

    /** Class 40 of SQLSTATE, transaction rollback; not every path translates it. */
    private static boolean isCollision(Throwable fault) {
        return fault instanceof ConcurrencyFailureException
                || (NestedExceptionUtils.getMostSpecificCause(fault) instanceof R2dbcException told
                        && Objects.requireNonNullElse(told.getSqlState(), "").startsWith("40"));
    }

    private static <T> Mono<T> detached(Mono<T> work) {
        return Mono.deferContextual(
                context -> Mono.fromFuture(() -> work.contextWrite(context).toFuture(), true));
    }
}
