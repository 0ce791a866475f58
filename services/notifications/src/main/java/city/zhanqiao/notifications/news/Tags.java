package city.zhanqiao.notifications.news;

import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.data.encryption.FieldCipher;

import java.util.Arrays;
import java.util.Base64;

/** Tells push services that two messages belong together, and nothing else. */
public final class Tags {

    private static final String TAG = "delivery.tag";
    private static final int BYTES = 18;

    private final FieldCipher cipher;

    Tags(FieldCipher cipher) {
        this.cipher = cipher;
    }

    /** Of something that concerns one resident. */
    public String of(ResidentId resident, String subject) {
        return hash(resident + " " + subject);
    }

    /** Of something that everybody has, so that a topic and a device have the same. */
    public String of(String subject) {
        return hash(subject);
    }

    private String hash(String what) {
        byte[] hash = cipher.lookup(what, TAG);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, BYTES));
    }
}
