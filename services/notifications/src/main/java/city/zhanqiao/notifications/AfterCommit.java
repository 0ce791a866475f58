package city.zhanqiao.notifications;

import org.springframework.transaction.reactive.TransactionSynchronization;
import org.springframework.transaction.reactive.TransactionSynchronizationManager;

import reactor.core.publisher.Mono;

/** What is done once a transaction has taken effect, and not at all if it did not. */
public final class AfterCommit {

    private AfterCommit() {}

    /** Lets something follow the commit of the current transaction; there has to be one. */
    public static Mono<Void> run(Runnable work) {
        return TransactionSynchronizationManager.forCurrentTransaction()
                .doOnNext(transaction -> transaction.registerSynchronization(new Work(work)))
                .then();
    }

    private record Work(Runnable work) implements TransactionSynchronization {
        @Override
        public Mono<Void> afterCommit() {
            return Mono.fromRunnable(work);
        }
    }
}
