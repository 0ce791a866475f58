package city.zhanqiao.city.identity;

/**
 * The opaque name of one member of staff, as the issuer's subject.
 *
 * @param value 1 to 64 characters out of letters, digits, dot, dash and underscore
 */
public record StaffId(String value) {

    public StaffId {
        if (!value.matches("[A-Za-z0-9._-]{1,64}")) {
            throw new IllegalArgumentException("not a staff id");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
