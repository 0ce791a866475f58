package city.zhanqiao.appointments.room;

import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.data.encryption.FieldCipher;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;

/**
 * Signed tickets that say everything themselves: which room, whose, which number. A booking is let
 * through by the signature and the number that is admitted, without looking anybody up.
 */
final class RoomTickets {

    private static final String PURPOSE = "room.ticket";

    private final FieldCipher cipher;

    RoomTickets(FieldCipher cipher) {
        this.cipher = cipher;
    }

    String of(Release release, ResidentId resident, long number) {
        String said = Long.toString(number);
        return said + "." + signature(release, resident, said);
    }

    /** The number on a ticket; nothing if it is forged, another's or for another room. */
    Optional<Long> read(String ticket, Release release, ResidentId resident) {
        int dot = ticket.indexOf('.');
        if (dot < 1 || dot > 18) {
            return Optional.empty();
        }
        String said = ticket.substring(0, dot);
        byte[] right = signature(release, resident, said).getBytes(StandardCharsets.US_ASCII);
        byte[] given = ticket.substring(dot + 1).getBytes(StandardCharsets.US_ASCII);
        return MessageDigest.isEqual(right, given)
                ? Optional.of(Long.valueOf(said))
                : Optional.empty();
    }

    private String signature(Release release, ResidentId resident, String number) {
        String signed =
                String.join("|", release.hall(), release.at().toString(), resident.value(), number);
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(cipher.lookup(signed, PURPOSE));
    }
}
