package city.zhanqiao.load.scale;

import static org.assertj.core.api.Assertions.assertThat;

import city.zhanqiao.load.scale.MillionRush.City;
import city.zhanqiao.load.scale.MillionRush.Morning;
import city.zhanqiao.load.scale.MillionRush.Rates;

import org.junit.jupiter.api.Test;

class MillionRushTest {

    private static final City CITY = new City(20_000, 1_000, 10);

    @Test
    void givesEveryPlaceAndTellsEverybody() {
        Morning morning = new MillionRush(CITY, new Rates(50, 2_000), 1).happen();

        assertThat(morning.confirmed()).isEqualTo(CITY.places());
        assertThat(morning.told()).isEqualTo(CITY.residents());
        assertThat(morning.soldOutAt()).isGreaterThanOrEqualTo(CITY.places() / 50);
    }

    @Test
    void isOverSoonerWithMoreMachines() {
        Morning one = new MillionRush(CITY, new Rates(20, 1_000), 1).happen();
        Morning four = new MillionRush(CITY, new Rates(80, 4_000), 1).happen();

        assertThat(four.soldOutAt()).isLessThan(one.soldOutAt());
        assertThat(four.medianWait()).isLessThan(one.medianWait());
    }

    @Test
    void isTheSameMorningForTheSamePeople() {
        Rates rates = new Rates(50, 2_000);
        assertThat(new MillionRush(CITY, rates, 7).happen())
                .isEqualTo(new MillionRush(CITY, rates, 7).happen());
    }
}
