package city.zhanqiao.web.access;

import city.zhanqiao.city.identity.Access;
import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.web.identity.Face;

import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.method.HandlerMethod;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds operations whose access row is missing or contradicts the operation. */
final class AccessFaults {

    private AccessFaults() {}

    /** What is wrong with the row of an operation at this path, in words for whoever wrote it. */
    static Stream<String> of(HandlerMethod operation, String path, @Nullable Access row) {
        var face = Face.of(path);
        if (row == null) {
            return face.map(_ -> "has no @Access").stream();
        }
        return Stream.of(wrongFace(face, row), wrongRoles(row), wrongArgument(operation, row))
                .flatMap(Optional::stream);
    }

    private static Optional<String> wrongFace(Optional<Face> face, Access row) {
        var spokenTo = face.map(Face::by).orElse(Access.By.ANYONE);
        return row.value() == spokenTo
                ? Optional.empty()
                : Optional.of("admits " + row.value() + " at a path that is for " + spokenTo);
    }

    private static Optional<String> wrongRoles(Access row) {
        boolean staff = row.value() == Access.By.STAFF;
        if (staff == (row.roles().length > 0)) {
            return Optional.empty();
        }
        return Optional.of(
                staff
                        ? "names no role, so nobody may call it"
                        : "names roles, which only staff have");
    }

    private static Optional<String> wrongArgument(HandlerMethod operation, Access row) {
        return Arrays.stream(operation.getMethodParameters())
                .map(MethodParameter::getParameterType)
                .filter(Caller.class::isAssignableFrom)
                .filter(type -> !type.isAssignableFrom(callerType(row.value())))
                .map(type -> "takes a " + type.getSimpleName() + " but admits " + row.value())
                .findFirst();
    }

    private static Class<? extends Caller> callerType(Access.By by) {
        return switch (by) {
            case ANYONE -> Caller.Guest.class;
            case RESIDENT -> Caller.Resident.class;
            case STAFF -> Caller.Staff.class;
            case SERVICE -> Caller.Service.class;
        };
    }
}
