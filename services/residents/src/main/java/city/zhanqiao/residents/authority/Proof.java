package city.zhanqiao.residents.authority;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/**
 * The paper a clerk has seen.
 *
 * @param reference its number, or where the copy is kept; sealed at rest
 */
public record Proof(@NotNull Kind kind, @NotBlank @Size(max = 200) String reference) {

    /** Kinds of papers. */
    public enum Kind {
        /** 授权委托书, signed before the clerk. */
        SIGNED_AT_WINDOW,
        /** 公证书. */
        NOTARISED,
        /** 户口簿. */
        HOUSEHOLD_REGISTER,
        /** 出生医学证明. */
        BIRTH_CERTIFICATE,
        /** 法院或居（村）委会指定监护文书. */
        APPOINTMENT,
        /** 营业执照与单位授权书. */
        FIRM_LETTER,
        /** 死亡证明与亲属关系证明. */
        DEATH_AND_KINSHIP
    }

    @Override
    public String toString() {
        return "Proof[" + kind + "]";
    }
}
