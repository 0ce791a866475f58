package city.zhanqiao.data.encryption;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals personal fields before they reach the database. A sealed value names its suite and key, so
 * keys can be changed while old values stay readable; it is bound to its column, so a value copied
 * into another column does not open.
 *
 * <p>Layout: suite (1 byte), length of the key id (1), key id, nonce (12), ciphertext with tag
 * (16).
 */
public final class FieldCipher {

    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;

    private final Suite suite;
    private final String activeKey;
    private final Map<String, byte[]> keys = new HashMap<>();
    private final byte[] lookupKey;
    private final SecureRandom random = new SecureRandom();

    FieldCipher(EncryptionSettings settings) {
        this.suite = settings.suite();
        this.activeKey = settings.activeKey();
        settings.keys().forEach((id, key) -> keys.put(id, Base64.getDecoder().decode(key)));
        this.lookupKey = Base64.getDecoder().decode(settings.lookupKey());
        if (lookupKey.length < 32) {
            throw new IllegalArgumentException("zhanqiao.encryption.lookup-key needs 32 bytes");
        }
        suite.key(keyBytes(activeKey));
    }

    /**
     * Seals a value with the active key.
     *
     * @param column table and column it is kept in, such as {@code resident.phone}; needed again to
     *     open it and to change the key
     */
    public byte[] seal(String clear, String column) {
        return seal(clear.getBytes(StandardCharsets.UTF_8), column);
    }

    /** The same for what is no text. */
    public byte[] seal(byte[] clear, String column) {
        byte[] nonce = new byte[NONCE];
        random.nextBytes(nonce);
        byte[] mark = mark(suite, activeKey);
        byte[] sealed =
                run(
                        Cipher.ENCRYPT_MODE,
                        suite,
                        suite.key(keyBytes(activeKey)),
                        nonce,
                        column,
                        clear);
        return ByteBuffer.allocate(mark.length + NONCE + sealed.length)
                .put(mark)
                .put(nonce)
                .put(sealed)
                .array();
    }

    /**
     * Opens a value with the key that it names.
     *
     * @throws IllegalArgumentException when the value was changed, belongs to another column or its
     *     key is not among the settings
     */
    public String open(byte[] sealed, String column) {
        return new String(openBytes(sealed, column), StandardCharsets.UTF_8);
    }

    /** The same for what is no text. */
    public byte[] openBytes(byte[] sealed, String column) {
        ByteBuffer in = ByteBuffer.wrap(sealed);
        Suite usedSuite = Suite.ofMark(in.get());
        byte[] id = take(in, in.get());
        byte[] nonce = take(in, NONCE);
        SecretKeySpec key = usedSuite.key(keyBytes(new String(id, StandardCharsets.US_ASCII)));
        return run(Cipher.DECRYPT_MODE, usedSuite, key, nonce, column, take(in, in.remaining()));
    }

    /** How values begin that another of the known keys has sealed, of whichever suite it is. */
    List<byte[]> outdatedMarks() {
        return keys.entrySet().stream()
                .filter(key -> !key.getKey().equals(activeKey))
                .flatMap(key ->
                        Arrays.stream(Suite.values())
                                .filter(one -> one.keyLength == key.getValue().length)
                                .map(one -> mark(one, key.getKey())))
                .toList();
    }

    private static byte[] mark(Suite suite, String keyId) {
        byte[] id = keyId.getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(2 + id.length)
                .put(suite.mark)
                .put((byte) id.length)
                .put(id)
                .array();
    }

    /**
     * A keyed hash by which an exact value can be found without being readable: the same value in
     * another column has another hash.
     */
    public byte[] lookup(String value, String column) {
        try {
            Mac mac = suite.mac(lookupKey);
            mac.update(column.getBytes(StandardCharsets.UTF_8));
            mac.update((byte) 0);
            return mac.doFinal(value.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException fault) {
            throw new IllegalStateException("the look-up hash cannot be computed", fault);
        }
    }

    private byte[] keyBytes(String id) {
        byte @Nullable [] key = keys.get(id);
        if (key == null) {
            throw new IllegalArgumentException("there is no key '%s'".formatted(id));
        }
        return key;
    }

    private static byte[] run(
            int mode, Suite suite, SecretKeySpec key, byte[] nonce, String column, byte[] input) {
        try {
            Cipher cipher = suite.cipher();
            cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(column.getBytes(StandardCharsets.UTF_8));
            return cipher.doFinal(input);
        } catch (GeneralSecurityException fault) {
            throw new IllegalArgumentException(
                    "a value of %s does not open".formatted(column), fault);
        }
    }

    private static byte[] take(ByteBuffer in, int length) {
        byte[] bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }
}
