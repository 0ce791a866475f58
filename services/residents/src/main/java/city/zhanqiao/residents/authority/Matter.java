package city.zhanqiao.residents.authority;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

import java.util.regex.Pattern;

/**
 * What authority is for (委托事项): {@code item:social-card}, {@code bundle:newborn} or {@code
 * booking:general}. There is no "everything": whoever signs should know what for.
 */
public record Matter(@JsonValue String code) {

    /** The form, for the validation of requests. */
    public static final String FORM = "(item|bundle|booking):[A-Za-z0-9][A-Za-z0-9._-]{0,63}";

    private static final Pattern PATTERN = Pattern.compile(FORM);

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Matter {
        if (!PATTERN.matcher(code).matches()) {
            throw new IllegalArgumentException("not a matter");
        }
    }

    @Override
    public String toString() {
        return code;
    }
}
