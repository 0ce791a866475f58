package city.zhanqiao.data.idempotency;

import city.zhanqiao.city.IdempotencyKey;
import city.zhanqiao.city.identity.Caller;

/**
 * One act as its caller named it.
 *
 * @param caller keys of different callers never meet
 * @param key the caller's name for the act
 * @param operation what is done to what, such as {@code submit application 0199…}
 * @param content what was sent, or an empty record; part of the fingerprint together with the
 *     operation
 */
public record Act(Caller caller, IdempotencyKey key, String operation, Object content) {

    /** The caller with its kind, so that a resident and a member of staff never share a key. */
    String owner() {
        return switch (caller) {
            case Caller.Guest guest -> "guest";
            case Caller.Resident resident -> "resident:" + resident.name();
            case Caller.Staff staff -> "staff:" + staff.name();
            case Caller.Service service -> "service:" + service.name();
        };
    }
}
