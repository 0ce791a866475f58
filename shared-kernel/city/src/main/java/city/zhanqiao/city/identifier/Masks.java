package city.zhanqiao.city.identifier;

/** Masked forms of personal data that have no type of their own. */
public final class Masks {

    private static final int SHOWN_OF_ACCOUNT = 4;

    private Masks() {}

    /**
     * A person's name with all but the first and last character hidden: 王*明; of two characters the
     * second is hidden: 王*.
     */
    public static String name(String name) {
        // Code points: rare characters of names lie outside the basic plane.
        int length = name.codePointCount(0, name.length());
        if (length < 2) {
            return "*".repeat(length);
        }
        String first = name.substring(0, name.offsetByCodePoints(0, 1));
        String last = length == 2 ? "" : name.substring(name.offsetByCodePoints(name.length(), -1));
        return first + "*".repeat(length == 2 ? 1 : length - 2) + last;
    }

    /**
     * A bank account with all but the last four digits hidden: {@code ****1234}; the stars do not
     * tell its length. Less than eight digits are hidden altogether.
     */
    public static String account(String account) {
        return account.length() < 2 * SHOWN_OF_ACCOUNT
                ? "****"
                : "****" + account.substring(account.length() - SHOWN_OF_ACCOUNT);
    }
}
