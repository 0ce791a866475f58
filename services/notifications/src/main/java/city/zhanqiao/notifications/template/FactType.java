package city.zhanqiao.notifications.template;

import city.zhanqiao.city.calendar.CityTime;
import city.zhanqiao.web.language.Language;

import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** How a fact is kept and shown. */
public enum FactType {
    /** Shown as it is. */
    TEXT,
    /** Kept as an ISO date. */
    DATE,
    /** Kept as an ISO instant, shown in the city's time. */
    TIME;

    private static final DateTimeFormatter CHINESE_DATE =
            DateTimeFormatter.ofPattern("uuuu年M月d日", Locale.ROOT);
    private static final DateTimeFormatter CHINESE_TIME =
            DateTimeFormatter.ofPattern("M月d日HH:mm", Locale.ROOT);
    private static final DateTimeFormatter ENGLISH_DATE =
            DateTimeFormatter.ofPattern("d MMM uuuu", Locale.ENGLISH);
    private static final DateTimeFormatter ENGLISH_TIME =
            DateTimeFormatter.ofPattern("d MMM, HH:mm", Locale.ENGLISH);

    String shown(String value, Language language) {
        boolean english = language == Language.EN;
        return switch (this) {
            case TEXT -> value;
            case DATE -> LocalDate.parse(value).format(english ? ENGLISH_DATE : CHINESE_DATE);
            case TIME ->
                    Instant.parse(value)
                            .atZone(CityTime.ZONE)
                            .format(english ? ENGLISH_TIME : CHINESE_TIME);
        };
    }
}
