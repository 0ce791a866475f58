package city.zhanqiao.web.access;

import city.zhanqiao.city.identity.Access;
import city.zhanqiao.city.identity.RealNameLevel;
import city.zhanqiao.city.identity.Role;

import java.util.Set;

/**
 * One declared access row.
 *
 * @param operation controller and method, such as {@code BookingController#hold}
 * @param method HTTP method
 * @param path path pattern
 * @param by which kind of caller
 * @param roles for staff: one of these is needed
 * @param level for residents: the level needed to begin
 * @param fresh for residents: whether the level must have been checked just now
 * @param reach whose objects the caller reaches
 */
public record AccessRow(
        String operation,
        String method,
        String path,
        Access.By by,
        Set<Role> roles,
        RealNameLevel level,
        boolean fresh,
        Access.Reach reach) {

    AccessRow(String operation, String method, String path, Access row) {
        this(
                operation,
                method,
                path,
                row.value(),
                Set.of(row.roles()),
                row.level(),
                row.fresh(),
                row.reach());
    }
}
