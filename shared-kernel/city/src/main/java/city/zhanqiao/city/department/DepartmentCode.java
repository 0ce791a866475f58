package city.zhanqiao.city.department;

import java.util.regex.Pattern;

/**
 * The code of a department. Whether the city has such a department is known to {@link Departments}.
 *
 * @param value lower-case letters and dashes, 2 to 40 characters
 */
public record DepartmentCode(String value) {

    private static final Pattern FORM = Pattern.compile("[a-z][a-z-]{1,39}");

    public DepartmentCode {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("not a department code");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
