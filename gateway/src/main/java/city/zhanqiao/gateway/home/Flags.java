package city.zhanqiao.gateway.home;

import city.zhanqiao.city.division.DivisionCode;
import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.city.pilot.AudienceShare;

import tools.jackson.databind.JsonNode;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which features are switched on for one resident. The start document says for whom a feature is
 * on; this page says whether it is, so that no app has to reckon.
 *
 * @param all the flags of the start document
 */
record Flags(JsonNode all) {

    private static final String NAME = "flag:";

    /** Whether the resident's places decide about a flag that is on for some districts only. */
    boolean dependOnPlaces() {
        return all.valueStream()
                .anyMatch(flag -> flag.path("on").asBoolean(false) && !districts(flag).isEmpty());
    }

    /**
     * The flags of a resident.
     *
     * @param places of the resident; where they are not known, no district is theirs
     */
    List<HomeController.Flag> of(ResidentId resident, Set<DivisionCode> places) {
        return all.valueStream()
                .filter(flag -> flag.path("code").isString())
                .map(flag ->
                        new HomeController.Flag(
                                flag.path("code").asString(),
                                flag.path("title").asString(""),
                                isOn(flag, resident, places)))
                .toList();
    }

    private static boolean isOn(JsonNode flag, ResidentId resident, Set<DivisionCode> places) {
        var districts = districts(flag);
        return flag.path("on").asBoolean(false)
                && AudienceShare.includes(
                        NAME + flag.path("code").asString(), resident, flag.path("share").asInt(0))
                && (districts.isEmpty()
                        || districts.stream()
                                .anyMatch(
                                        district -> places.stream().anyMatch(district::contains)));
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
