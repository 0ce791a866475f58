package city.zhanqiao.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CounterTest {

    private static final long LIMIT = 100;
    private static final long WINDOW = 60_000;

    private final Counter counter = new Counter();

    @Test
    void isNewsForTheOthersFromATwentiethOfTheLimitOn() {
        assertThat(take(4).news()).isFalse();
        assertThat(take(1).news()).isTrue();

        assertThat(counter.report().units()).isEqualTo(5);
        assertThat(take(4).news()).isFalse();
        assertThat(take(1).news()).isTrue();
    }

    @Test
    void addsWhatTheOthersHaveSeenToWhatItHasNotTold() {
        take(5);
        Counter.Report told = counter.report();
        take(2);

        counter.learn(told, 90);

        assertThat(take(0).left()).isEqualTo(8);
        assertThat(take(9).admitted()).isFalse();
        assertThat(take(8).admitted()).isTrue();
    }

    @Test
    void tellsAgainWhatCouldNotBeTold() {
        take(5);

        counter.notTold(counter.report());

        assertThat(counter.report().units()).isEqualTo(5);
    }

    private Counter.Verdict take(long cost) {
        return counter.take(cost, LIMIT, 0, WINDOW);
    }
}
