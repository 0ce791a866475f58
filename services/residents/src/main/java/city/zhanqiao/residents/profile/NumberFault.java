package city.zhanqiao.residents.profile;

import city.zhanqiao.city.identifier.IdentifierFault;

/** What is wrong with a resident number, as it is told. */
public enum NumberFault {
    LENGTH("size"),
    CHARACTER("pattern"),
    DATE("date"),
    CHECK_DIGIT("checkDigit");

    private final String code;

    NumberFault(String code) {
        this.code = code;
    }

    /** The code of the field's fault. */
    public String code() {
        return code;
    }

    static NumberFault of(IdentifierFault fault) {
        return switch (fault) {
            case IdentifierFault.WrongLength length -> LENGTH;
            case IdentifierFault.WrongCharacter character -> CHARACTER;
            case IdentifierFault.WrongShape shape -> CHARACTER;
            case IdentifierFault.ImpossibleDate date -> DATE;
            case IdentifierFault.WrongCheckCharacter check -> CHECK_DIGIT;
        };
    }
}
