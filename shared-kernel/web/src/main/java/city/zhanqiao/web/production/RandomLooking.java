package city.zhanqiao.web.production;

import java.util.Base64;

/** Tells keys that somebody has typed from keys that were drawn. */
final class RandomLooking {

    /** Bytes of the shortest key that any suite takes (SM4). */
    private static final int SHORTEST = 16;

    private static final int FEW = 5;

    private RandomLooking() {}

    /**
     * Whether a key in Base64 may have been drawn at random. Of keys of 16 random bytes fewer than
     * one in 10¹⁵ hold so few different ones that they are taken for typed.
     */
    static boolean test(String key) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(key);
        } catch (IllegalArgumentException notBase64) {
            return false;
        }
        return bytes.length >= SHORTEST && distinct(bytes) > FEW && distinct(steps(bytes)) > FEW;
    }

    /** Of a key that counts up these are all the same. */
    private static byte[] steps(byte[] bytes) {
        byte[] steps = new byte[bytes.length - 1];
        for (int i = 0; i < steps.length; i++) {
            steps[i] = (byte) (bytes[i + 1] - bytes[i]);
        }
        return steps;
    }

    private static long distinct(byte[] bytes) {
        boolean[] seen = new boolean[256];
        long count = 0;
        for (byte one : bytes) {
            int value = Byte.toUnsignedInt(one);
            count += seen[value] ? 0 : 1;
            seen[value] = true;
        }
        return count;
    }
}
