package city.zhanqiao.city.division;

/**
 * The code of a division (GB/T 2260 for cities and districts, 统计用区划代码 below): six digits for a city
 * or district, twelve for a street or community.
 *
 * @param value six or twelve digits
 */
public record DivisionCode(String value) {

    public DivisionCode {
        if (!value.matches("\\d{6}|\\d{12}")) {
            throw new IllegalArgumentException("not a division code");
        }
    }

    /** Whether the other division lies in this one, or is this one. */
    public boolean contains(DivisionCode other) {
        return other.value.startsWith(prefix());
    }

    /** The district that a street or community lies in; a district is its own. */
    public DivisionCode district() {
        return new DivisionCode(value.substring(0, 6));
    }

    private String prefix() {
        if (value.length() == 6) {
            return value.endsWith("00") ? value.substring(0, 4) : value;
        }
        return value.endsWith("000") ? value.substring(0, 9) : value;
    }

    @Override
    public String toString() {
        return value;
    }
}
