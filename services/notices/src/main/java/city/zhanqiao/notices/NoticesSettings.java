package city.zhanqiao.notices;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the city calls itself to the world.
 *
 * @param sender name in alerts; unique in the world, without spaces and commas (CAP 1.2 §3.2.1)
 * @param publicAddress base of the public API in links, without a slash at its end
 * @param examples whether made-up notices are shown, marked as such; never where real ones are
 */
@ConfigurationProperties("zhanqiao.notices")
public record NoticesSettings(
        @DefaultValue("notices.qingdao.zhanqiao") String sender,
        @DefaultValue("http://localhost:8080") String publicAddress,
        @DefaultValue("false") boolean examples) {}
