package city.zhanqiao.applications.casework;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import java.time.Duration;

/**
 * What the city may set about casework.
 *
 * @param correctionDays C6 in working days; the law sets none, three weeks let people fetch papers
 * @param claimLasts after this long a claim no longer keeps colleagues away: half a working day, so
 *     that nobody's lunch holds a case up
 * @param timerPause rest between two looks for cases on which the clock has to act; days are what
 *     the law counts, so a minute is soon enough
 * @param recountPause rest between two counts of the due dates in years not yet official; a year
 *     becomes official once, with a release
 */
@ConfigurationProperties("zhanqiao.casework")
record CaseworkSettings(
        @DefaultValue("15") int correctionDays,
        @DefaultValue("4h") Duration claimLasts,
        @DefaultValue("60s") Duration timerPause,
        @DefaultValue("24h") Duration recountPause) {}
