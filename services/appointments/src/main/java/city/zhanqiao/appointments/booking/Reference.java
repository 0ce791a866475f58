package city.zhanqiao.appointments.booking;

import java.security.SecureRandom;

/**
 * The number that a resident tells at the hall (预约号): ten signs, none of which look alike. There
 * are 10¹⁵ of them and the database keeps them apart.
 */
final class Reference {

    /** Crockford's alphabet. */
    private static final String SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    private static final int LENGTH = 10;
    private static final SecureRandom RANDOM = new SecureRandom();

    private Reference() {}

    static String random() {
        StringBuilder text = new StringBuilder(LENGTH);
        for (long bits = RANDOM.nextLong(); text.length() < LENGTH; bits >>>= 5) {
            text.append(SIGNS.charAt((int) (bits & 31)));
        }
        return text.toString();
    }
}
