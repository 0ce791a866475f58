package city.zhanqiao.city.identity;

import city.zhanqiao.city.department.DepartmentCode;
import city.zhanqiao.city.division.DivisionCode;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** Who is asking. Made from a verified token and from nothing else. */
public sealed interface Caller {

    /** The name under which acts of this caller are recorded. */
    String name();

    /** Somebody without a token. */
    record Guest() implements Caller {
        @Override
        public String name() {
            return "guest";
        }
    }

    /**
     * A resident.
     *
     * @param id whose file this log-in opens
     * @param level how surely the person is known
     * @param levelAt when the person was last checked at that level
     * @param claimed what the issuer vouches for about the person, as far as the level reaches
     */
    record Resident(ResidentId id, RealNameLevel level, Instant levelAt, Claimed claimed)
            implements Caller {
        @Override
        public String name() {
            return id.value();
        }
    }

    /**
     * A member of staff. Departments and districts come in the token; nobody keeps a table of them.
     *
     * @param district empty for staff of the whole city
     */
    record Staff(
            StaffId id, Set<Role> roles, DepartmentCode department, Optional<DivisionCode> district)
            implements Caller {
        public Staff {
            roles = Set.copyOf(roles);
        }

        @Override
        public String name() {
            return id.value();
        }

        public boolean is(Role role) {
            return roles.contains(role);
        }

        /**
         * Whether this person works for the department in the district (city staff work in all).
         */
        public boolean worksFor(DepartmentCode wanted, DivisionCode in) {
            return department.equals(wanted) && district.map(own -> own.contains(in)).orElse(true);
        }
    }

    /** Another service of the city. */
    record Service(String name) implements Caller {}

    /**
     * Personal data that the issuer vouches for. Never logged: {@link #toString()} hides it.
     *
     * @param realName empty below L2
     * @param residentNumber empty below L2
     * @param phone empty below L1
     */
    record Claimed(
            Optional<String> realName, Optional<String> residentNumber, Optional<String> phone) {
        public static final Claimed NOTHING =
                new Claimed(Optional.empty(), Optional.empty(), Optional.empty());

        @Override
        public String toString() {
            return "Claimed[hidden]";
        }
    }
}
