package city.zhanqiao.data.database;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import reactor.blockhound.BlockingOperationError;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import java.util.concurrent.locks.LockSupport;

class BlockingTest {

    @Test
    void isNoticedOnAThreadThatServesEverybody() {
        Mono<Void> waiting =
                Mono.<Void>fromRunnable(() -> LockSupport.parkNanos(1_000_000))
                        .subscribeOn(Schedulers.parallel());

        assertThatThrownBy(waiting::block).hasCauseInstanceOf(BlockingOperationError.class);
    }
}
