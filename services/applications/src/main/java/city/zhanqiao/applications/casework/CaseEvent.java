package city.zhanqiao.applications.casework;

import city.zhanqiao.applications.item.ItemDefinition.Channel;
import city.zhanqiao.city.department.DepartmentCode;
import city.zhanqiao.city.division.DivisionCode;
import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.data.event.DomainEvent;

import com.fasterxml.jackson.annotation.JsonIgnore;

import java.time.LocalDate;
import java.util.Optional;

/**
 * A step of a case, as other services hear of it. Every step has an event type of its own, and all
 * types carry the same facts.
 *
 * @param step names the type
 * @param agentId who applied for the resident: a guardian, or by authority
 * @param itemCode short code of the item
 * @param district whose office decides
 * @param intakeDistrict where the case was handed in
 * @param dueOn the day by which the next thing is due, while a clock runs
 * @param bundleId the bundle's case, for one of its members
 * @param promisedDays working days of C2, once it runs
 * @param statutoryDays working days of C3 with its extension, once it runs
 * @param ratingUntil the last day of C8, for a case that ended and may be rated
 * @param papersRequired papers that the answers make necessary; told when it is handed in
 * @param papersShared those of them that the city gets from agencies and never asks for
 * @param elder whether the applicant is 60 or older on that day in Shanghai, where it is known
 */
public record CaseEvent(
        @JsonIgnore Step step,
        ApplicationId applicationId,
        ResidentId residentId,
        Optional<ResidentId> agentId,
        String itemCode,
        int itemVersion,
        String receiptNumber,
        DivisionCode division,
        DivisionCode district,
        DivisionCode intakeDistrict,
        DepartmentCode department,
        Channel channel,
        Optional<LocalDate> dueOn,
        Optional<ApplicationId> bundleId,
        Optional<Integer> promisedDays,
        Optional<Integer> statutoryDays,
        Optional<LocalDate> ratingUntil,
        Optional<Integer> papersRequired,
        Optional<Integer> papersShared,
        Optional<Boolean> elder)
        implements DomainEvent {

    /** The steps that others hear of. */
    public enum Step {
        SUBMITTED("submitted"),
        ACCEPTED("accepted"),
        REVIEW_STARTED("review-started"),
        APPROVED("approved"),
        REFUSED("refused"),
        ISSUED("issued"),
        CORRECTION_REQUESTED("correction-requested"),
        CORRECTED("corrected"),
        NOT_ACCEPTED("not-accepted"),
        LAPSED("lapsed"),
        SUSPENDED("suspended"),
        RESUMED("resumed"),
        EXTENDED("extended"),
        SUPPLEMENTED("supplemented"),
        TRANSFERRED("transferred"),
        WITHDRAWN("withdrawn"),
        DELIVERED("delivered"),
        BLOCKED("blocked"),
        COMPLETED("completed"),
        PARTIALLY_DONE("partially-done");

        private final String name;

        Step(String name) {
            this.name = name;
        }

        /** The event type. */
        public String type() {
            return "city.zhanqiao.application." + name + ".v1";
        }
    }

    @Override
    public String type() {
        return step.type();
    }

    @Override
    public String subject() {
        return applicationId.toString();
    }
}
