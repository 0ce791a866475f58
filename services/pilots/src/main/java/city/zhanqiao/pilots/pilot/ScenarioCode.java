package city.zhanqiao.pilots.pilot;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

import java.util.regex.Pattern;

/**
 * What can be opened: {@code item:<code>}, {@code bundle:<code>}, {@code hall:<code>}, {@code
 * notices:<kind>} or {@code feature:<code>}.
 */
public record ScenarioCode(@JsonValue String value) {

    private static final Pattern FORM =
            Pattern.compile("(item|bundle|hall|notices|feature):[a-z0-9][a-z0-9-]{0,59}");

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public ScenarioCode {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("not a scenario code");
        }
    }

    /** What stands before the colon. */
    public String kind() {
        return value.substring(0, value.indexOf(':'));
    }

    /** Whether it has cases, by which it is counted and judged: items and bundles. */
    public boolean hasCases() {
        return kind().equals("item") || kind().equals("bundle");
    }

    /**
     * Whether it is for everybody in a place, so that no share or group of residents can be kept.
     */
    boolean isForEverybody() {
        return kind().equals("notices");
    }

    /** What stands behind the colon: the code of the item, the bundle, the hall. */
    public String subject() {
        return value.substring(value.indexOf(':') + 1);
    }

    /**
     * Under which code it is counted: cases under their item's or bundle's, all else under this.
     */
    public String countedAs() {
        return hasCases() ? subject() : value;
    }

    @Override
    public String toString() {
        return value;
    }
}
