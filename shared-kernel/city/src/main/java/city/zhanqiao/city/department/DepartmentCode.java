package city.zhanqiao.city.department;

/**
 * The code of a department.
 *
 * @param value lower-case letters and dashes, 2 to 40 characters
 */
public record DepartmentCode(String value) {

    public DepartmentCode {
        if (!value.matches("[a-z][a-z-]{1,39}")) {
            throw new IllegalArgumentException("not a department code");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
