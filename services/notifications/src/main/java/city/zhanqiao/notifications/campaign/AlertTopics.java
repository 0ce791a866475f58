package city.zhanqiao.notifications.campaign;

import city.zhanqiao.city.division.DivisionCode;
import city.zhanqiao.city.division.Divisions;
import city.zhanqiao.notifications.delivery.Lane;
import city.zhanqiao.notifications.inbox.Audience;
import city.zhanqiao.web.language.Language;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * The topics that apps subscribe to for emergencies: one for each district and language, such as
 * {@code d-370202-alert} and {@code d-370202-alert-en}. Whoever can read the app can subscribe, so
 * only public words are sent there.
 */
final class AlertTopics {

    private AlertTopics() {}

    record Topic(String name, Language language) {}

    /** Whether it is an emergency for everybody in whole districts. */
    static boolean reach(Lane lane, Audience audience) {
        return lane == Lane.EMERGENCY
                && !audience.isNarrow()
                && audience.divisions().stream().allMatch(code -> code.length() == 6);
    }

    static List<Topic> of(Audience audience) {
        return audience.divisions().stream()
                .sorted()
                .map(DivisionCode::new)
                .flatMap(AlertTopics::districts)
                .distinct()
                .flatMap(district ->
                        Arrays.stream(Language.values())
                                .map(language -> new Topic(name(district, language), language)))
                .toList();
    }

    private static String name(DivisionCode district, Language language) {
        return "d-%s-alert%s".formatted(district, language == Language.ZH_HANS ? "" : "-en");
    }

    private static Stream<DivisionCode> districts(DivisionCode code) {
        Divisions divisions = Divisions.ofQingdao();
        return code.equals(divisions.city().code())
                ? divisions.districts().stream().map(district -> district.code())
                : Stream.of(code);
    }
}
