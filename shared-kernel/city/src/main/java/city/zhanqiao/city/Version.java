package city.zhanqiao.city;

/**
 * The version of a stored thing: 1 when it is made, one more at every change. Shown to callers as a
 * strong ETag.
 */
public record Version(long number) {

    public Version {
        if (number < 1) {
            throw new IllegalArgumentException("versions begin at 1");
        }
    }
}
