package city.zhanqiao.pilots.app;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

import java.util.Arrays;
import java.util.regex.Pattern;

/** A version of the app: one to three numbers, such as {@code 2.10.1}. */
record AppVersion(@JsonValue String value) implements Comparable<AppVersion> {

    private static final Pattern FORM = Pattern.compile("\\d{1,6}(\\.\\d{1,6}){0,2}");

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    AppVersion {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("not a version of an app");
        }
    }

    @Override
    public int compareTo(AppVersion other) {
        return Arrays.compare(numbers(), other.numbers());
    }

    private int[] numbers() {
        return Arrays.copyOf(
                Pattern.compile("\\.").splitAsStream(value).mapToInt(Integer::parseInt).toArray(),
                3);
    }
}
