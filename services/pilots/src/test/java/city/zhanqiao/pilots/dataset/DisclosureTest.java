package city.zhanqiao.pilots.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import city.zhanqiao.pilots.dataset.Disclosure.Counted;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

class DisclosureTest {

    private static final List<String> DISTRICTS = List.of("370202", "370211", "370212");

    @Test
    void hidesALineBehindWhichThereAreFewPeople() {
        Row few = Disclosure.tell(List.of(line("370202", 4, 30, 20))).getFirst();
        assertThat(few.counts()).isEmpty();
        Row enough = Disclosure.tell(List.of(line("370202", 5, 30, 20))).getFirst();
        assertThat(enough.counts()).containsEntry(Column.SUBMITTED, 30L);
    }

    @Test
    void hidesAPartThatLeavesFewOfItsWhole() {
        Row row = Disclosure.tell(List.of(line("370202", 30, 30, 27))).getFirst();
        assertThat(row.counts()).containsKey(Column.SUBMITTED);
        assertThat(row.counts()).doesNotContainKey(Column.SUBMITTED_ONLINE);
    }

    @Test
    void tellsNoSumInWhichSomethingIsHidden() {
        List<Row> rows =
                Disclosure.tell(
                        List.of(
                                line("370202", 30, 30, 20),
                                line("370211", 3, 3, 3),
                                line("370212", 40, 40, 20)));
        assertThat(rows)
                .last()
                .satisfies(all -> {
                    assertThat(all.district()).isEqualTo(Row.ALL);
                    assertThat(all.counts())
                            .doesNotContainKeys(Column.SUBMITTED, Column.SUBMITTED_ONLINE);
                });
    }

    /** Whoever adds and subtracts what is told never comes to a count of few people. */
    @Test
    void isProofAgainstSumsAndDifferences() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int trial = 0; trial < 2_000; trial++) {
            List<Counted> lines = new ArrayList<>();
            for (String district : DISTRICTS) {
                long submitted = random.nextInt(25);
                lines.add(
                        line(
                                district,
                                random.nextInt(20),
                                submitted,
                                submitted == 0 ? 0 : random.nextLong(submitted + 1)));
            }
            List<Row> told = Disclosure.tell(lines);
            for (Column column : Column.values()) {
                assertThat(solved(told, column))
                        .as("seed %d, trial %d, %s", seed, trial, column)
                        .allMatch(count -> count == 0 || count >= 5);
            }
        }
    }

    /** What is told of a column, and what follows from it. */
    private static List<Long> solved(List<Row> told, Column column) {
        List<Long> known = new ArrayList<>();
        told.forEach(row -> row.count(column).ifPresent(known::add));
        for (Row row : told) {
            column.whole()
                    .flatMap(row::count)
                    .ifPresent(
                            whole -> row.count(column).ifPresent(part -> known.add(whole - part)));
        }
        List<Row> hidden =
                told.stream()
                        .filter(row -> !row.district().equals(Row.ALL))
                        .filter(row -> row.count(column).isEmpty())
                        .toList();
        Optional<Long> sum = told.getLast().count(column);
        if (hidden.size() == 1 && sum.isPresent()) {
            known.add(
                    sum.get()
                            - told.stream()
                                    .filter(row -> !row.district().equals(Row.ALL))
                                    .flatMap(row -> row.count(column).stream())
                                    .mapToLong(Long::longValue)
                                    .sum());
        }
        return known;
    }

    private static Counted line(String district, long people, long submitted, long online) {
        Map<Column, Long> counts = new EnumMap<>(Column.class);
        counts.put(Column.SUBMITTED, submitted);
        counts.put(Column.SUBMITTED_ONLINE, online);
        return new Counted("item:social-card", district, "2022-06", people, counts);
    }
}
