package city.zhanqiao.city.identity;

/**
 * The opaque name of one resident. It says nothing about the person and may stand in events, logs
 * and addresses.
 *
 * @param value 1 to 64 characters out of letters, digits, dot, dash and underscore
 */
public record ResidentId(String value) {

    public ResidentId {
        if (!value.matches("[A-Za-z0-9._-]{1,64}")) {
            throw new IllegalArgumentException("not a resident id");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
