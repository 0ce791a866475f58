package city.zhanqiao.data.file;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The name of a file that somebody hands in. Only shown, never used as a path; still, what looks
 * like a path or hides something is not taken.
 */
public record FileName(String value) {

    private static final int LONGEST = 120;

    /**
     * No separators, no control or format characters (which can turn the reading order), no dots.
     */
    private static final Pattern SHAPE =
            Pattern.compile("[^/\\\\:*?\"<>|\\p{Cc}\\p{Cf}.][^/\\\\:*?\"<>|\\p{Cc}\\p{Cf}]*");

    /** The name as it is shown; empty for what is not taken. */
    public static Optional<FileName> parse(String text) {
        return Optional.of(text.strip())
                .filter(name -> name.length() <= LONGEST)
                .filter(name -> SHAPE.matcher(name).matches())
                .filter(name -> !name.contains(".."))
                .map(FileName::new);
    }

    /** Hidden from logs: people write names into file names. */
    @Override
    public String toString() {
        return "FileName[hidden]";
    }
}
