package city.zhanqiao.gateway.limit;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.TimeoutOptions;

import org.springframework.boot.data.redis.autoconfigure.LettuceClientOptionsBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import java.time.Duration;

/** While Redis is away commands fail at once: Lettuce would queue and replay them later. */
@Configuration(proxyBeanMethods = false)
class RedisPatience {

    private static final Duration COMMAND = Duration.ofMillis(300);

    @Bean
    LettuceClientOptionsBuilderCustomizer rejectWhileAway() {
        return options ->
                options.disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                        .timeoutOptions(TimeoutOptions.enabled(COMMAND));
    }
}
