package city.zhanqiao.city.division;

import java.util.Optional;

/**
 * A place of the city: the city itself, a district, a street or town, a community.
 *
 * @param name the legal name
 * @param displayName the name residents know; differs for 370211 only (西海岸新区, legally 黄岛区)
 * @param englishName for the city and its districts only
 * @param parent empty for the city only
 * @param pilot whether it lies in a district of the first pilots of May 2022; which scenario runs
 *     where and when is dated configuration, not told here
 */
public record Division(
        DivisionCode code,
        String name,
        String displayName,
        Optional<String> englishName,
        Level level,
        Kind kind,
        Optional<DivisionCode> parent,
        boolean pilot) {

    /** How far down a division stands. */
    public enum Level {
        CITY,
        DISTRICT,
        STREET,
        COMMUNITY
    }

    /** What a division is in law. */
    public enum Kind {
        /** 副省级市. */
        CITY,
        /** 市辖区. */
        URBAN_DISTRICT,
        /** 县级市: stands on the level of a district. */
        COUNTY_LEVEL_CITY,
        /** 街道. */
        SUBDISTRICT,
        /** 镇. */
        TOWN,
        /** 居民委员会 of a community (社区). */
        RESIDENTS_COMMITTEE,
        /** 村民委员会. */
        VILLAGERS_COMMITTEE,
        /**
         * A unit of the statistical code set only, such as a development zone: no division of GB/T
         * 10114-2003, so that nobody is registered in it.
         */
        STAT_ONLY
    }

    /**
     * Whether somebody's home can be recorded as being here: below the city and not {@link
     * Kind#STAT_ONLY}. A real village committee that the statistics list under a statistical unit
     * (370211401205 灵山岛村) stays a residence; people live there.
     */
    public boolean isResidence() {
        return level != Level.CITY && kind != Kind.STAT_ONLY;
    }
}
