package city.zhanqiao.city.problem;

/**
 * One thing wrong with what was sent.
 *
 * @param pointer JSON Pointer (RFC 6901) into the body, or the parameter's name behind a {@code ?}
 * @param code stable name of the broken rule, such as {@code required} or {@code pattern}
 * @param detail what is wrong, in the caller's language; never the value itself
 */
public record FieldFault(String pointer, String code, String detail) {}
