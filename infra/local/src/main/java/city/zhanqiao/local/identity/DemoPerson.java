package city.zhanqiao.local.identity;

import city.zhanqiao.city.department.DepartmentCode;
import city.zhanqiao.city.division.DivisionCode;
import city.zhanqiao.city.identity.RealNameLevel;
import city.zhanqiao.city.identity.Role;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Somebody who can log in at the local issuer. Nobody of them exists. */
public sealed interface DemoPerson {

    /** What is typed or clicked. */
    String username();

    /** The opaque name in the token. */
    String subject();

    /** The issuer that vouches for this person. */
    Face face();

    /**
     * What the token says about this person.
     *
     * @param at when the person logged in
     */
    Map<String, Object> claims(Instant at);

    /**
     * A resident.
     *
     * @param name empty if the issuer does not know it
     * @param number the resident number (公民身份号码); empty if the issuer does not know it
     * @param home district of the home, for the reader of the log-in page; no part of the token
     * @param story who this is, in Chinese
     * @param englishStory the same in English
     */
    record DemoResident(
            String username,
            Optional<String> name,
            RealNameLevel level,
            Optional<String> number,
            String phone,
            DivisionCode home,
            String story,
            String englishStory)
            implements DemoPerson {

        @Override
        public String subject() {
            return "r-" + username;
        }

        @Override
        public Face face() {
            return Face.RESIDENTS;
        }

        @Override
        public Map<String, Object> claims(Instant at) {
            Map<String, Object> claims = new HashMap<>();
            claims.put("acr", level.name());
            claims.put("auth_time", at.getEpochSecond());
            if (level.reaches(RealNameLevel.L1)) {
                claims.put("phone_number", phone);
            }
            if (level.reaches(RealNameLevel.L2)) {
                name.ifPresent(known -> claims.put("name", known));
                number.ifPresent(known -> claims.put("resident_number", known));
            }
            return claims;
        }
    }

    /**
     * A member of staff.
     *
     * @param district empty for the whole city
     */
    record DemoStaff(
            String username,
            String name,
            List<Role> roles,
            DepartmentCode department,
            Optional<DivisionCode> district)
            implements DemoPerson {

        @Override
        public String subject() {
            return "s-" + username;
        }

        @Override
        public Face face() {
            return Face.STAFF;
        }

        @Override
        public Map<String, Object> claims(Instant at) {
            Map<String, Object> claims = new HashMap<>();
            claims.put("name", name);
            claims.put("auth_time", at.getEpochSecond());
            claims.put("roles", roles.stream().map(Role::code).toList());
            claims.put("department", department.value());
            district.ifPresent(own -> claims.put("district", own.value()));
            return claims;
        }
    }
}
