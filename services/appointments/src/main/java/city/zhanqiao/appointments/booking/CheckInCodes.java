package city.zhanqiao.appointments.booking;

import city.zhanqiao.data.encryption.FieldCipher;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * The one-time codes that residents show at the hall as QR codes. A code is a keyed hash of the
 * booking and its calendar version: nothing has to be kept, nobody can make one up, and a booking
 * that was moved has a new one. The check-in itself uses it up.
 */
final class CheckInCodes {

    private static final String PURPOSE = "booking.check-in";

    /** 128 bits, cut from the hash: too many to guess, short enough for a small picture. */
    private static final int BYTES = 16;

    private final FieldCipher cipher;

    CheckInCodes(FieldCipher cipher) {
        this.cipher = cipher;
    }

    String of(Facts facts) {
        byte[] hash = cipher.lookup(facts.id() + "/" + facts.sequence(), PURPOSE);
        return HexFormat.of().formatHex(hash, 0, BYTES);
    }

    boolean fits(String code, Facts facts) {
        return MessageDigest.isEqual(
                code.getBytes(StandardCharsets.UTF_8), of(facts).getBytes(StandardCharsets.UTF_8));
    }
}
