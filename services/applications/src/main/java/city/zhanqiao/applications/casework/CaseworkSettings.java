package city.zhanqiao.applications.casework;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import java.time.Duration;

/**
 * What the city may set about casework.
 *
 * @param correctionDays C6 in working days; the law sets none, three weeks let people fetch papers
 * @param timerPause rest between two looks for cases on which the clock has to act; days are what
 *     the law counts, so a minute is soon enough
 */
@ConfigurationProperties("zhanqiao.casework")
record CaseworkSettings(
        @DefaultValue("15") int correctionDays, @DefaultValue("60s") Duration timerPause) {}
