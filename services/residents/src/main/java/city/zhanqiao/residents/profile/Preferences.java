package city.zhanqiao.residents.profile;

import city.zhanqiao.city.calendar.CityTime;
import city.zhanqiao.city.division.DivisionCode;
import city.zhanqiao.web.language.Language;

import java.time.ZoneId;
import java.util.Optional;

/**
 * How a resident wants to be served.
 *
 * @param elderMode 长辈版: larger, shorter, slower
 * @param homeDivision district, street or community
 * @param zone where the resident's evenings are, for quiet hours
 */
public record Preferences(
        Language language, boolean elderMode, Optional<DivisionCode> homeDivision, ZoneId zone) {

    static final Preferences USUAL =
            new Preferences(Language.ZH_HANS, false, Optional.empty(), CityTime.ZONE);

    /** The same with another home. */
    public Preferences withHome(Optional<DivisionCode> home) {
        return new Preferences(language, elderMode, home, zone);
    }
}
