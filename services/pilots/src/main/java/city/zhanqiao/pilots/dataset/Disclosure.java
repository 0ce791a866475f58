package city.zhanqiao.pilots.dataset;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import city.zhanqiao.pilots.indicator.Reading;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Hides small cells so that neither other columns nor sums give them away:
 *
 * <ul>
 *   <li>behind whom there are fewer than five people, the whole line is hidden;
 *   <li>a part of fewer than five is hidden, and one that leaves fewer than five of its whole;
 *   <li>what belongs to a hidden whole is hidden with it;
 *   <li>the sum of the districts is told only in columns where nothing is hidden, and there are no
 *       other sums.
 * </ul>
 *
 * <p>A hidden count therefore stands in no equation with told ones.
 */
final class Disclosure {

    private Disclosure() {}

    /** Lines as they may be told, with the sums of the districts behind each month. */
    static List<Row> tell(List<Counted> lines) {
        Map<String, List<Counted>> groups =
                lines.stream()
                        .collect(
                                groupingBy(
                                        line -> line.scenario() + " " + line.month(),
                                        LinkedHashMap::new,
                                        toList()));
        List<Row> told = new ArrayList<>();
        for (List<Counted> group : groups.values()) {
            List<Row> rows = group.stream().map(Disclosure::tell).toList();
            told.addAll(rows);
            told.add(sum(group, rows));
        }
        return told;
    }

    private static Row tell(Counted line) {
        Map<Column, Long> told = new EnumMap<>(Column.class);
        for (Column column : Column.values()) {
            boolean wholeTold = column.whole().map(told::containsKey).orElse(true);
            if (wholeTold && !isFew(line.people()) && !givesAway(line, column)) {
                told.put(column, line.count(column));
            }
        }
        return new Row(line.scenario(), line.district(), line.month(), told);
    }

    private static boolean givesAway(Counted line, Column column) {
        long count = line.count(column);
        return isFew(count)
                || column.whole().filter(whole -> isFew(line.count(whole) - count)).isPresent();
    }

    private static Row sum(List<Counted> group, List<Row> rows) {
        Map<Column, Long> sums = new EnumMap<>(Column.class);
        Arrays.stream(Column.values())
                .filter(column -> rows.stream().allMatch(row -> row.count(column).isPresent()))
                .forEach(column ->
                        sums.put(
                                column,
                                group.stream().mapToLong(line -> line.count(column)).sum()));
        Counted any = group.getFirst();
        return new Row(any.scenario(), Row.ALL, any.month(), sums);
    }

    private static boolean isFew(long count) {
        return count > 0 && count < Reading.SMALL;
    }

    /**
     * A line as it was counted.
     *
     * @param people different residents behind it
     */
    record Counted(
            String scenario, String district, String month, long people, Map<Column, Long> counts) {

        long count(Column column) {
            return counts.getOrDefault(column, 0L);
        }
    }
}
