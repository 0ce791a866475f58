package city.zhanqiao.web.trial;

import city.zhanqiao.city.division.DivisionCode;
import city.zhanqiao.city.identity.Access;
import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.city.identity.Role;

import io.swagger.v3.oas.annotations.Operation;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import java.util.Optional;
import java.util.Set;

/** What staff ask of the trial service. */
@RestController
class TrialStaffController {

    record Desk(String id, Set<Role> roles, String department, Optional<DivisionCode> district) {}

    @Access(
            value = Access.By.STAFF,
            roles = {Role.CLERK, Role.HEAD},
            reach = Access.Reach.DEPARTMENT_AND_DISTRICT)
    @GetMapping("/admin/v1/desk")
    @Operation(summary = "My desk")
    Desk desk(Caller.Staff staff) {
        return new Desk(
                staff.id().value(), staff.roles(), staff.department().value(), staff.district());
    }
}
