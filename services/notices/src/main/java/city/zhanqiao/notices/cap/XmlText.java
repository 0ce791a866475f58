package city.zhanqiao.notices.cap;

/** Text that XML 1.0 can hold (§2.2 of its standard). */
public final class XmlText {

    private XmlText() {}

    /** Leaves out the characters that XML 1.0 has no way to write. */
    public static String clean(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        text.codePoints().filter(XmlText::isAllowed).forEach(clean::appendCodePoint);
        return clean.toString();
    }

    private static boolean isAllowed(int point) {
        return point == '\t'
                || point == '\n'
                || point == '\r'
                || (point >= 0x20 && point <= 0xD7FF)
                || (point >= 0xE000 && point <= 0xFFFD)
                || point >= 0x10000;
    }
}
