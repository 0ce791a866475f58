package city.zhanqiao.data.encryption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;

class FieldCipherTest {

    private static final String NUMBER = "370202190001010014";
    private static final String COLUMN = "resident.number";

    @ParameterizedTest
    @EnumSource(Suite.class)
    void opensWhatItSealed(Suite suite) {
        FieldCipher cipher = cipher(suite, "k1");

        byte[] sealed = cipher.seal(NUMBER, COLUMN);

        assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain(NUMBER);
        assertThat(cipher.open(sealed, COLUMN)).isEqualTo(NUMBER);
    }

    @ParameterizedTest
    @EnumSource(Suite.class)
    void sealsTheSameValueDifferentlyEachTime(Suite suite) {
        FieldCipher cipher = cipher(suite, "k1");

        assertThat(cipher.seal(NUMBER, COLUMN)).isNotEqualTo(cipher.seal(NUMBER, COLUMN));
    }

    @ParameterizedTest
    @EnumSource(Suite.class)
    void refusesAChangedValueAndAnotherColumn(Suite suite) {
        FieldCipher cipher = cipher(suite, "k1");
        byte[] sealed = cipher.seal(NUMBER, COLUMN);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> cipher.open(sealed, "resident.phone"));
        sealed[sealed.length - 1] ^= 1;
        assertThatIllegalArgumentException().isThrownBy(() -> cipher.open(sealed, COLUMN));
    }

    @Test
    void readsOldValuesAfterAChangeOfKeyAndOfSuite() {
        byte[] old = cipher(Suite.AES_GCM, "k1").seal(NUMBER, COLUMN);

        FieldCipher newKey = cipher(Suite.AES_GCM, "k2");
        FieldCipher newSuite =
                new FieldCipher(
                        new EncryptionSettings(
                                Suite.SM4_GCM,
                                "s1",
                                Map.of("k1", key(1, 32), "s1", key(3, 16)),
                                key(9, 32)));

        assertThat(newKey.open(old, COLUMN)).isEqualTo(NUMBER);
        assertThat(newSuite.open(old, COLUMN)).isEqualTo(NUMBER);
        for (FieldCipher renewed : List.of(newKey, newSuite)) {
            assertThat(marksOf(renewed, old)).hasSize(1);
            assertThat(marksOf(renewed, renewed.seal(NUMBER, COLUMN))).isEmpty();
        }
    }

    private static List<byte[]> marksOf(FieldCipher cipher, byte[] sealed) {
        return cipher.outdatedMarks().stream()
                .filter(mark -> Arrays.equals(mark, Arrays.copyOf(sealed, mark.length)))
                .toList();
    }

    @ParameterizedTest
    @EnumSource(Suite.class)
    void findsTheSameValueInTheSameColumnOnly(Suite suite) {
        FieldCipher cipher = cipher(suite, "k1");

        assertThat(cipher.lookup(NUMBER, COLUMN))
                .isEqualTo(cipher(suite, "k2").lookup(NUMBER, COLUMN))
                .isNotEqualTo(cipher.lookup(NUMBER, "other"))
                .isNotEqualTo(cipher.lookup("370202190001010022", COLUMN));
    }

    @Test
    void doesNotStartWithoutItsKey() {
        assertThatIllegalArgumentException().isThrownBy(() -> cipher(Suite.AES_GCM, "missing"));
    }

    private static FieldCipher cipher(Suite suite, String active) {
        return new FieldCipher(
                new EncryptionSettings(
                        suite,
                        active,
                        Map.of("k1", key(1, suite.keyLength), "k2", key(2, suite.keyLength)),
                        key(9, 32)));
    }

    private static String key(int seed, int length) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) seed);
        return Base64.getEncoder().encodeToString(bytes);
    }
}
