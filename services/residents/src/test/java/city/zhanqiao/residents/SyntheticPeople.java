package city.zhanqiao.residents;

import city.zhanqiao.city.calendar.CityTime;
import city.zhanqiao.residents.RunningResidents.Somebody;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.atomic.AtomicInteger;

/** Makes people up, each with a number of their own. */
final class SyntheticPeople {

    private static final AtomicInteger SEQUENCE = new AtomicInteger();
    private static final int[] WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};

    private SyntheticPeople() {}

    /** The city's date. */
    static LocalDate today() {
        return LocalDate.now(CityTime.ZONE);
    }

    /** A grown-up. */
    static Somebody anybody() {
        return born(LocalDate.of(1990, 1, 1));
    }

    /** Somebody of a certain age. */
    static Somebody born(LocalDate day) {
        int sequence = SEQUENCE.incrementAndGet();
        return new Somebody(
                "r-" + sequence,
                "示例甲" + (char) ('一' + sequence),
                number("370202", day, sequence),
                "199%08d".formatted(sequence));
    }

    static String number(String division, LocalDate birth, int sequence) {
        String body =
                "%s%s%03d"
                        .formatted(
                                division, birth.format(DateTimeFormatter.BASIC_ISO_DATE), sequence);
        int sum = 0;
        for (int i = 0; i < WEIGHTS.length; i++) {
            sum += (body.charAt(i) - '0') * WEIGHTS[i];
        }
        return body + "10X98765432".charAt(sum % 11);
    }
}
