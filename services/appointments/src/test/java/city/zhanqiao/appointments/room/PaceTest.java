package city.zhanqiao.appointments.room;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Duration;

class PaceTest {

    private static final RoomSettings SETTINGS =
            new RoomSettings(
                    Duration.ofMinutes(30),
                    Duration.ofHours(1),
                    64,
                    100,
                    10,
                    Duration.ofMillis(500));

    @Test
    void growsWhileTheWritersAreCalmAndHalvesWhenActsPileUp() {
        Pace pace = new Pace(SETTINGS);

        assertThat(pace.next(0)).isEqualTo(81);
        assertThat(pace.next(10)).isEqualTo(100);
        assertThat(pace.next(0)).isEqualTo(100);
        assertThat(pace.next(40)).isEqualTo(100);
        assertThat(pace.next(41)).isEqualTo(50);
        for (int step = 0; step < 10; step++) {
            pace.next(1_000);
        }
        assertThat(pace.next(1_000)).isEqualTo(1);
    }
}
