package city.zhanqiao.pilots.dataset;

import city.zhanqiao.web.language.Language;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A column of counts, with the whole of which it is a part. */
enum Column {
    SUBMITTED("submitted", "提交的办件数", "Cases handed in in the month"),
    SUBMITTED_ONLINE("submittedOnline", "其中网上提交", "Of them online"),
    CLOSED("closed", "办结的办件数", "Cases closed in the month"),
    CLOSED_WITHOUT_VISIT("closedWithoutVisit", "其中全程无需到场", "Of them without a visit"),
    CLOSED_AT_ONCE("closedAtOnce", "其中一次办成", "Of them done at once"),
    CLOSED_ON_TIME("closedOnTime", "其中按时办结", "Of them within their limit"),
    RATED("rated", "其中已评价", "Of them rated"),
    RATED_GOOD("ratedGood", "评价中三级及以上", "Ratings of level 3 and better");

    private final String code;
    private final String title;
    private final String titleEn;

    Column(String code, String title, String titleEn) {
        this.code = code;
        this.title = title;
        this.titleEn = titleEn;
    }

    String code() {
        return code;
    }

    String title(Language language) {
        return language == Language.EN ? titleEn : title;
    }

    /** Whoever is not in the part is in the rest of it, which can be too few to be told as well. */
    Optional<Column> whole() {
        return switch (this) {
            case SUBMITTED, CLOSED -> Optional.empty();
            case SUBMITTED_ONLINE -> Optional.of(SUBMITTED);
            case CLOSED_WITHOUT_VISIT, CLOSED_AT_ONCE, CLOSED_ON_TIME, RATED -> Optional.of(CLOSED);
            case RATED_GOOD -> Optional.of(RATED);
        };
    }

    static List<String> codes() {
        return Arrays.stream(values()).map(Column::code).toList();
    }
}
