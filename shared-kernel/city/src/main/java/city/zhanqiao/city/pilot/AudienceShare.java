package city.zhanqiao.city.pilot;

import city.zhanqiao.city.identity.ResidentId;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Which residents belong to a share of them. Everybody has a fixed place from 0 to 99 for each
 * scenario: whoever is in stays in while the share grows, and who is first in one scenario is not
 * first in all. The place is the first four bytes of SHA-256 of {@code <scenario>/<resident>}, as
 * an unsigned number, modulo 100; an app may compute it too.
 */
public final class AudienceShare {

    /** Everybody, in percent. */
    static final int WHOLE = 100;

    private AudienceShare() {}

    /**
     * Whether the resident belongs to the share.
     *
     * @param scenario or flag; any stable code
     * @param percent 0 to 100
     */
    public static boolean includes(String scenario, ResidentId resident, int percent) {
        return place(scenario, resident) < percent;
    }

    /** 0 to 99, evenly spread over residents. */
    public static int place(String scenario, ResidentId resident) {
        byte[] name = (scenario + "/" + resident.value()).getBytes(StandardCharsets.UTF_8);
        try {
            int first = ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(name)).getInt();
            return Integer.remainderUnsigned(first, WHOLE);
        } catch (NoSuchAlgorithmException absent) {
            throw new IllegalStateException("every JDK has SHA-256", absent);
        }
    }
}
