package city.zhanqiao.applications.casework;

import city.zhanqiao.applications.item.ItemDefinition.Channel;
import city.zhanqiao.city.Version;
import city.zhanqiao.city.department.DepartmentCode;
import city.zhanqiao.city.division.DivisionCode;
import city.zhanqiao.city.identifier.CreditCode;
import city.zhanqiao.city.identity.ResidentId;

import java.time.Instant;
import java.util.Optional;

/**
 * What stays the same from the draft to the result.
 *
 * @param version of the stored row
 * @param agent who acts for the resident with recorded authority
 * @param firm the applicant, where it is one; then {@code resident} files for it
 * @param item short code of the item, or of the bundle
 * @param itemVersion the version of its definition that the case keeps
 * @param division where the applicant lives or the matter lies
 * @param department answers for the case, by its office in the division's district
 * @param parent the bundle's case
 * @param member the place in the bundle's graph, such as {@code A3}
 */
public record Facts(
        ApplicationId id,
        Version version,
        Kind kind,
        ResidentId resident,
        Optional<ResidentId> agent,
        Optional<CreditCode> firm,
        String item,
        int itemVersion,
        Channel channel,
        DivisionCode division,
        DepartmentCode department,
        Instant createdAt,
        Optional<ApplicationId> parent,
        Optional<String> member) {

    /** What kind of case it is. */
    public enum Kind {
        /** One item. */
        SINGLE,
        /** One thing done once (一件事): the resident's one case, whose members are handled. */
        BUNDLE,
        /** One item of a bundle, before its department. */
        MEMBER
    }

    /** Whose office decides. */
    public DivisionCode district() {
        return division.district();
    }

    Facts before(DepartmentCode office, DivisionCode place) {
        return new Facts(
                id,
                version,
                kind,
                resident,
                agent,
                firm,
                item,
                itemVersion,
                channel,
                place,
                office,
                createdAt,
                parent,
                member);
    }
}
