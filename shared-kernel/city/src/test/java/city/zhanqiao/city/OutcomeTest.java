package city.zhanqiao.city;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class OutcomeTest {

    @Test
    void goesOnFromADoneAct() {
        Outcome<Integer, String> three = Outcome.done(3);

        assertThat(three.map(n -> n + 1).then(n -> Outcome.<Integer, String>done(n * 2)))
                .isEqualTo(Outcome.done(8));
    }

    @Test
    void keepsTheFirstRefusal() {
        Outcome<Integer, String> refused = Outcome.refused("too late");

        assertThat(refused.map(n -> n + 1).then(n -> Outcome.<Integer, String>refused("other")))
                .isEqualTo(Outcome.refused("too late"));
        assertThatThrownBy(() -> refused.orElseThrow(IllegalStateException::new))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("too late");
    }
}
