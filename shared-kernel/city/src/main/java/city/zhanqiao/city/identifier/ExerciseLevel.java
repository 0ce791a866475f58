package city.zhanqiao.city.identifier;

import java.util.Arrays;
import java.util.Optional;

/** The level of government that handles an item (行使层级). */
public enum ExerciseLevel {
    /** 国家. */
    COUNTRY(1),
    /** 省. */
    PROVINCE(2),
    /** 市. */
    CITY(3),
    /** 县(区). */
    DISTRICT(4),
    /** 乡镇(街道). */
    STREET(5),
    /** 村(社区). */
    COMMUNITY(6);

    private final int digit;

    ExerciseLevel(int digit) {
        this.digit = digit;
    }

    /** The digit used in item codes, 1 to 6. */
    public int digit() {
        return digit;
    }

    /** Finds a level by its digit. */
    public static Optional<ExerciseLevel> ofDigit(int digit) {
        return Arrays.stream(values()).filter(level -> level.digit == digit).findFirst();
    }
}
