package city.zhanqiao.web.identity;

import city.zhanqiao.city.department.DepartmentCode;
import city.zhanqiao.city.division.DivisionCode;
import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.city.identity.RealNameLevel;
import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.city.identity.Role;
import city.zhanqiao.city.identity.StaffId;

import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.jwt.Jwt;

import java.time.Instant;
import java.util.Collection;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads callers out of verified tokens. Throws {@link IllegalArgumentException} when a claim that
 * is needed is missing or not of its form; what only grants something is left out instead.
 */
final class CallerClaims {

    private CallerClaims() {}

    static Caller.Resident toResident(Jwt token) {
        var level =
                Optional.ofNullable(text(token, "acr"))
                        .flatMap(RealNameLevel::ofCode)
                        .orElse(RealNameLevel.L0);
        return new Caller.Resident(
                new ResidentId(subject(token)), level, levelAt(token), claimed(token, level));
    }

    static Caller.Staff toStaff(Jwt token) {
        var department = text(token, "department");
        if (department == null) {
            throw new IllegalArgumentException("staff without a department");
        }
        return new Caller.Staff(
                new StaffId(subject(token)),
                roles(token),
                new DepartmentCode(department),
                Optional.ofNullable(text(token, "district")).map(DivisionCode::new));
    }

    static Caller.Service toService(Jwt token) {
        // A service's name has the form of every other subject: it is recorded and logged.
        return new Caller.Service(new StaffId(subject(token)).value());
    }

    private static Caller.Claimed claimed(Jwt token, RealNameLevel level) {
        boolean person = level.reaches(RealNameLevel.L2);
        boolean phone = level.reaches(RealNameLevel.L1);
        return new Caller.Claimed(
                claim(token, "name", person),
                claim(token, "resident_number", person),
                claim(token, "phone_number", phone));
    }

    private static Optional<String> claim(Jwt token, String name, boolean reached) {
        return reached ? Optional.ofNullable(text(token, name)) : Optional.empty();
    }

    /** OIDC Core §2: when the person was last asked to prove who they are. */
    private static Instant levelAt(Jwt token) {
        return switch (token.getClaims().get("auth_time")) {
            case Number seconds -> Instant.ofEpochSecond(seconds.longValue());
            case Instant at -> at;
            case null, default -> Instant.EPOCH;
        };
    }

    private static Set<Role> roles(Jwt token) {
        return names(token.getClaims().get("roles"))
                .map(Role::ofCode)
                .flatMap(Optional::stream)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Stream<String> names(@Nullable Object claim) {
        return claim instanceof Collection<?> codes
                ? codes.stream().filter(String.class::isInstance).map(String.class::cast)
                : Stream.empty();
    }

    private static String subject(Jwt token) {
        return Objects.requireNonNullElse(text(token, "sub"), "");
    }

    private static @Nullable String text(Jwt token, String claim) {
        return token.getClaims().get(claim) instanceof String text ? text : null;
    }
}
