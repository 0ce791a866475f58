package city.zhanqiao.data.encryption;

import org.bouncycastle.jce.provider.BouncyCastleProvider;

import java.security.GeneralSecurityException;
import java.security.Provider;

import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The two families of algorithms that a city may use. */
enum Suite {
    /** AES-256-GCM (NIST SP 800-38D) with HMAC-SHA-256. */
    AES_GCM((byte) 1, "AES", "AES/GCM/NoPadding", "HmacSHA256", 32),
    /** SM4-GCM with HMAC-SM3 (GB/T 32907-2016, GB/T 32905-2016), for systems under 密评. */
    SM4_GCM((byte) 2, "SM4", "SM4/GCM/NoPadding", "HMACSM3", 16);

    private static final Provider BOUNCY_CASTLE = new BouncyCastleProvider();

    final byte mark;
    final int keyLength;
    private final String keyAlgorithm;
    private final String transformation;
    private final String mac;

    Suite(byte mark, String keyAlgorithm, String transformation, String mac, int keyLength) {
        this.mark = mark;
        this.keyAlgorithm = keyAlgorithm;
        this.transformation = transformation;
        this.mac = mac;
        this.keyLength = keyLength;
    }

    static Suite ofMark(byte mark) {
        for (Suite suite : values()) {
            if (suite.mark == mark) {
                return suite;
            }
        }
        throw new IllegalArgumentException("sealed by an unknown suite");
    }

    SecretKeySpec key(byte[] bytes) {
        if (bytes.length != keyLength) {
            throw new IllegalArgumentException(
                    "a key of %s has %d bytes, not %d".formatted(this, keyLength, bytes.length));
        }
        return new SecretKeySpec(bytes, keyAlgorithm);
    }

    Cipher cipher() throws GeneralSecurityException {
        return this == AES_GCM
                ? Cipher.getInstance(transformation)
                : Cipher.getInstance(transformation, BOUNCY_CASTLE);
    }

    Mac mac(byte[] key) throws GeneralSecurityException {
        Mac made = this == AES_GCM ? Mac.getInstance(mac) : Mac.getInstance(mac, BOUNCY_CASTLE);
        made.init(new SecretKeySpec(key, mac));
        return made;
    }
}
