package city.zhanqiao.city.division;

import java.util.regex.Pattern;

/**
 * The code of a division (GB/T 2260 for cities and districts, 统计用区划代码 below): six digits for a city
 * or district, twelve for a street or community. Whether the city has such a division is known to
 * {@link Divisions} only.
 *
 * @param value six digits, or twelve of which the last six are not all zero
 */
public record DivisionCode(String value) implements Comparable<DivisionCode> {

    // The statistical form 370202000000 of a district would be a second name for the same place.
    private static final Pattern FORM = Pattern.compile("\\d{6}|\\d{6}(?!000000)\\d{6}");

    public DivisionCode {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("not a division code");
        }
    }

    /** Whether the other division lies in this one, or is this one. */
    public boolean contains(DivisionCode other) {
        return other.value.startsWith(prefix());
    }

    /** The district that a street or community lies in; a district is its own, and so is a city. */
    public DivisionCode district() {
        return value.length() == 6 ? this : new DivisionCode(value.substring(0, 6));
    }

    private String prefix() {
        if (value.length() == 6) {
            return value.endsWith("00") ? value.substring(0, 4) : value;
        }
        return value.endsWith("000") ? value.substring(0, 9) : value;
    }

    @Override
    public int compareTo(DivisionCode other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
