package city.zhanqiao.city;

/**
 * The caller's own name for one act, so that repeating it has no second effect
 * (draft-ietf-httpapi-idempotency-key-header).
 *
 * @param value 8 to 128 visible ASCII characters; a UUID is a good choice
 */
public record IdempotencyKey(String value) {

    public IdempotencyKey {
        if (!value.matches("[\\x21-\\x7e]{8,128}")) {
            throw new IllegalArgumentException("not an idempotency key");
        }
    }
}
