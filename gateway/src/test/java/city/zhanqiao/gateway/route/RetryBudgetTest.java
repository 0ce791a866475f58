package city.zhanqiao.gateway.route;

import static org.assertj.core.api.Assertions.assertThat;

import city.zhanqiao.gateway.peer.Peer;

import org.junit.jupiter.api.Test;

import java.util.stream.IntStream;

/** What keeps retries from becoming a storm. */
class RetryBudgetTest {

    private final RetryBudget budget = new RetryBudget();

    @Test
    void allowsOneRetryForTenRequestsHoweverManyBreak() {
        long retried =
                IntStream.range(0, 1000)
                        .filter(_ -> {
                            budget.save(Peer.NOTICES);
                            return budget.spend(Peer.NOTICES);
                        })
                        .count();

        // What had been saved before, and one in ten.
        assertThat(retried).isBetween(100L, 110L);
    }

    @Test
    void keepsServicesApart() {
        IntStream.range(0, 20).forEach(_ -> budget.spend(Peer.NOTICES));

        assertThat(budget.spend(Peer.NOTICES)).isFalse();
        assertThat(budget.spend(Peer.PILOTS)).isTrue();
    }
}
