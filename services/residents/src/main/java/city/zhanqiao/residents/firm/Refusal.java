package city.zhanqiao.residents.firm;

import city.zhanqiao.city.identifier.IdentifierFault;

/** Why nobody was made a firm's agent. */
sealed interface Refusal {

    /** Not a credit code. */
    record CodeInvalid(IdentifierFault fault) implements Refusal {}

    /** The term begins in the past, ends before it begins or lasts too long. */
    record BadTerm() implements Refusal {}

    /** The person has this role in the firm already, or has claimed it. */
    record Already() implements Refusal {}

    /** No file has this name and number together. */
    record AgentUnknown() implements Refusal {}

    /** No such agent or firm, or not one that the caller may know of. */
    record NotFound() implements Refusal {}

    /** A document does not identify anybody. */
    record Unidentified(city.zhanqiao.residents.profile.Refusal why) implements Refusal {}
}
