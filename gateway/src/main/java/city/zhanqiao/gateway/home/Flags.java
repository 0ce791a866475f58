package city.zhanqiao.gateway.home;

import static java.util.stream.Collectors.toMap;

import city.zhanqiao.city.division.DivisionCode;
import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.city.pilot.AudienceGroup;
import city.zhanqiao.city.pilot.AudienceShare;

import tools.jackson.databind.JsonNode;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Which features are switched on for one resident. The start document says for whom a feature is
 * on; this page says whether it is, so that no app has to reckon.
 *
 * @param all the flags of the start document
 */
record Flags(JsonNode all) {

    /** Under which residents are drawn where the flag does not say so itself. */
    private static final String LOT = "flag:";

    /** Whether the resident's places decide about a flag that is on for some districts only. */
    boolean dependOnPlaces() {
        return all.valueStream()
                .anyMatch(flag -> flag.path("on").asBoolean(false) && !districts(flag).isEmpty());
    }

    /**
     * The flags of a resident. A feature that is piloted in several districts is one flag.
     *
     * @param groups that the log-in shows
     * @param places of the resident; where they are not known, no district is theirs
     */
    List<HomeController.Flag> of(
            ResidentId resident, Set<AudienceGroup> groups, Set<DivisionCode> places) {
        return all
                .valueStream()
                .filter(flag -> flag.path("code").isString())
                .map(flag ->
                        new HomeController.Flag(
                                flag.path("code").asString(),
                                flag.path("title").asString(""),
                                isOn(flag, resident, groups, places)))
                .collect(
                        toMap(
                                HomeController.Flag::code,
                                Function.identity(),
                                (one, other) -> one.on() ? one : other,
                                LinkedHashMap::new))
                .values()
                .stream()
                .toList();
    }

    private static boolean isOn(
            JsonNode flag,
            ResidentId resident,
            Set<AudienceGroup> groups,
            Set<DivisionCode> places) {
        String lot = flag.path("lot").asString(LOT + flag.path("code").asString());
        var districts = districts(flag);
        return flag.path("on").asBoolean(false)
                && AudienceShare.includes(lot, resident, flag.path("share").asInt(0))
                && isFor(flag.path("groups"), groups)
                && (districts.isEmpty()
                        || districts.stream()
                                .anyMatch(
                                        district -> places.stream().anyMatch(district::contains)));
    }

    private static boolean isFor(JsonNode wanted, Set<AudienceGroup> groups) {
        return wanted.isEmpty()
                || groups.stream()
                        .anyMatch(group ->
                                wanted.valueStream()
                                        .anyMatch(code -> code.asString("").equals(group.code())));
    }

    private static List<DivisionCode> districts(JsonNode flag) {
        return flag.path("districts").valueStream().flatMap(Flags::division).toList();
    }

    /** Empty for what is no division. */
    static Stream<DivisionCode> division(JsonNode code) {
        try {
            return Stream.of(new DivisionCode(code.asString("")));
        } catch (IllegalArgumentException _) {
            return Stream.empty();
        }
    }
}
