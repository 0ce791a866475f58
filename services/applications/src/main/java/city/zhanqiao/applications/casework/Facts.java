package city.zhanqiao.applications.casework;

import city.zhanqiao.applications.item.ItemDefinition.Channel;
import city.zhanqiao.city.Version;
import city.zhanqiao.city.department.DepartmentCode;
import city.zhanqiao.city.division.DivisionCode;
import city.zhanqiao.city.identity.ResidentId;

import java.time.Instant;

/**
 * What stays the same from the draft to the result.
 *
 * @param version of the stored row
 * @param item short code of the item
 * @param itemVersion the version of its definition that the case keeps
 * @param division where the applicant lives or the matter lies
 * @param department answers for the case, by its office in the division's district
 */
record Facts(
        ApplicationId id,
        Version version,
        ResidentId resident,
        String item,
        int itemVersion,
        Channel channel,
        DivisionCode division,
        DepartmentCode department,
        Instant createdAt) {

    /** Whose office decides. */
    DivisionCode district() {
        return division.district();
    }
}
