package city.zhanqiao.data.audit;

import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.city.identity.ResidentId;

import java.util.Optional;

/**
 * One thing that was done or seen.
 *
 * @param actor who did it
 * @param actingFor the person the actor stood in for
 * @param action lower case with dots, such as {@code application.accept} or {@code
 *     application.read}
 * @param subject the id of the object
 * @param person whose data it was
 * @param purpose why staff looked, in their words or the operation's
 * @param result {@code done}, {@code read}, or the code of the refusal
 */
public record AuditEntry(
        Caller actor,
        Optional<ResidentId> actingFor,
        String action,
        String subject,
        Optional<ResidentId> person,
        Optional<String> purpose,
        String result) {

    /** An act that took effect on somebody's case. */
    public static AuditEntry done(Caller actor, String action, String subject, ResidentId person) {
        return new AuditEntry(
                actor,
                Optional.empty(),
                action,
                subject,
                Optional.of(person),
                Optional.empty(),
                "done");
    }

    /** An act that took effect and concerns no single person. */
    public static AuditEntry done(Caller actor, String action, String subject) {
        return new AuditEntry(
                actor,
                Optional.empty(),
                action,
                subject,
                Optional.empty(),
                Optional.empty(),
                "done");
    }

    /** Somebody's data was shown. */
    public static AuditEntry read(
            Caller actor, String action, String subject, ResidentId person, String purpose) {
        return new AuditEntry(
                actor,
                Optional.empty(),
                action,
                subject,
                Optional.of(person),
                Optional.of(purpose),
                "read");
    }

    /** The same entry of somebody standing in for another. */
    public AuditEntry forPerson(ResidentId principal) {
        return new AuditEntry(
                actor, Optional.of(principal), action, subject, person, purpose, result);
    }
}
