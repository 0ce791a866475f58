package city.zhanqiao.residents.profile;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/**
 * What stands on an identity document.
 *
 * @param residentNumber a small x is read as X
 */
public record Document(
        @NotBlank @Size(max = 200) String realName,
        @NotBlank @Size(max = 40) String residentNumber) {

    /** Hides the person from logs. */
    @Override
    public String toString() {
        return "Document[hidden]";
    }
}
