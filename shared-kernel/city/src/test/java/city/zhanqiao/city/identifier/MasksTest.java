package city.zhanqiao.city.identifier;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MasksTest {

    @ParameterizedTest
    @CsvSource({
        "'', ''",
        "王, *",
        "王明, 王*",
        "王小明, 王*明",
        "欧阳小明, 欧**明",
        "Anna, A**a",
        "阿依·买买提, 阿****提"
    })
    void hidesAName(String name, String masked) {
        assertThat(Masks.name(name)).isEqualTo(masked);
    }

    @Test
    void doesNotCutARareCharacterInHalf() {
        String rare = new String(Character.toChars(0x2A6A5));

        assertThat(Masks.name(rare + "小" + rare)).isEqualTo(rare + "*" + rare);
        assertThat(Masks.name(rare + rare)).isEqualTo(rare + "*");
    }

    @ParameterizedTest
    @CsvSource({"6222000000001234, ****1234", "12345678, ****5678", "1234567, ****", "'', ****"})
    void hidesAnAccount(String account, String masked) {
        assertThat(Masks.account(account)).isEqualTo(masked);
    }
}
