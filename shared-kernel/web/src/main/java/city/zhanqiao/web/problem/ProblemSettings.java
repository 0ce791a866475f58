package city.zhanqiao.web.problem;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import java.time.Duration;

/**
 * What problem documents say beside the problem.
 *
 * @param help hotline for people; 12345 is the government service line of every Chinese city
 * @param retryAfter wait told with 429 and 503 where nobody knows better; long enough for a
 *     restart's first half, short enough for a person
 */
@ConfigurationProperties("zhanqiao")
record ProblemSettings(
        @DefaultValue("12345") String help, @DefaultValue("5s") Duration retryAfter) {}
