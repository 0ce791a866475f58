package city.zhanqiao.gateway.start;

import org.jspecify.annotations.Nullable;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Pattern;

/** A version of the app: one to three numbers, such as {@code 2.10.1}. */
record AppVersion(int major, int minor, int patch) implements Comparable<AppVersion> {

    private static final Pattern FORM =
            Pattern.compile("(\\d{1,6})(?:\\.(\\d{1,6}))?(?:\\.(\\d{1,6}))?(?:[-+].{0,40})?");

    private static final Comparator<AppVersion> ORDER =
            Comparator.comparingInt(AppVersion::major)
                    .thenComparingInt(AppVersion::minor)
                    .thenComparingInt(AppVersion::patch);

    /** Empty for anything that is no version. */
    static Optional<AppVersion> parse(String text) {
        var found = FORM.matcher(text);
        return found.matches()
                ? Optional.of(
                        new AppVersion(
                                Integer.parseInt(found.group(1)),
                                number(found.group(2)),
                                number(found.group(3))))
                : Optional.empty();
    }

    private static int number(@Nullable String digits) {
        return digits == null ? 0 : Integer.parseInt(digits);
    }

    @Override
    public int compareTo(AppVersion other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return major + "." + minor + "." + patch;
    }
}
