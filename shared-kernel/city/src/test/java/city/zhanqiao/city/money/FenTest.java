package city.zhanqiao.city.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import city.zhanqiao.city.property.Property;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.math.BigDecimal;

class FenTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0.00元",
        "5, 0.05元",
        "1205, 12.05元",
        "100000, 1000.00元",
        "9223372036854775807, 92233720368547758.07元"
    })
    void isShownInYuan(long fen, String shown) {
        assertThat(new Fen(fen).format()).isEqualTo(shown);
        assertThat(new Fen(fen)).hasToString(shown);
    }

    @Test
    void addsAndMultiplies() {
        assertThat(Fen.ofYuan(20).plus(new Fen(5)).times(3)).isEqualTo(new Fen(6_015));
        assertThat(Fen.NONE.isNone()).isTrue();
        assertThat(new Fen(1).isNone()).isFalse();
        assertThat(new Fen(1)).isLessThan(new Fen(2));
    }

    @Test
    void isNeverNegative() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Fen(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> Fen.ofYuan(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Fen(1).times(-1));
    }

    @Test
    void neverRunsOverInSilence() {
        Fen most = new Fen(Long.MAX_VALUE);

        assertThatExceptionOfType(ArithmeticException.class)
                .isThrownBy(() -> most.plus(new Fen(1)));
        assertThatExceptionOfType(ArithmeticException.class).isThrownBy(() -> most.times(2));
        assertThatExceptionOfType(ArithmeticException.class)
                .isThrownBy(() -> Fen.ofYuan(Long.MAX_VALUE));
    }

    @Test
    void isShownAsDecimalArithmeticShowsIt() {
        Property.holds(
                2_000,
                random -> {
                    long fen = random.nextLong(Long.MAX_VALUE) >>> random.nextInt(60);
                    assertThat(new Fen(fen).format())
                            .isEqualTo(BigDecimal.valueOf(fen, 2).toPlainString() + "元");
                });
    }
}
