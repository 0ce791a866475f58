package city.zhanqiao.city.calendar;

import static java.util.stream.Collectors.toSet;

import city.zhanqiao.city.reference.ReferenceFile;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The years whose notices, or at least statutory days, are carried as resources. */
final class PublishedYears {

    static final WorkingCalendar CALENDAR = read();

    private PublishedYears() {}

    private static WorkingCalendar read() {
        List<List<String>> days = ReferenceFile.rows(PublishedYears.class, "days.csv", 4);
        WorkingCalendar calendar = WorkingCalendar.empty();
        for (List<String> row : ReferenceFile.rows(PublishedYears.class, "years.csv", 3)) {
            calendar = calendar.withYear(year(row, days));
        }
        return calendar;
    }

    private static CalendarYear year(List<String> row, List<List<String>> days) {
        String year = row.get(0);
        return new CalendarYear(
                Integer.parseInt(year),
                YearStatus.valueOf(row.get(1)),
                row.get(2),
                named(days, year, "OFF"),
                named(days, year, "WORK"));
    }

    private static Set<LocalDate> named(List<List<String>> days, String year, String kind) {
        return days.stream()
                .filter(row -> row.get(0).equals(year) && row.get(1).equals(kind))
                .flatMap(PublishedYears::range)
                .collect(toSet());
    }

    private static Stream<LocalDate> range(List<String> row) {
        return LocalDate.parse(row.get(2)).datesUntil(LocalDate.parse(row.get(3)).plusDays(1));
    }
}
