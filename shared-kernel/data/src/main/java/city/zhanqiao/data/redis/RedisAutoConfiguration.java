package city.zhanqiao.data.redis;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.TimeoutOptions;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.LettuceClientOptionsBuilderCustomizer;
import org.springframework.context.annotation.Bean;

import java.time.Duration;

/** Keeps Redis from ever making anybody wait. */
@AutoConfiguration(before = DataRedisAutoConfiguration.class)
class RedisAutoConfiguration {

    /**
     * A command that takes longer is as good as lost; no caller may wait for the default minute.
     */
    private static final Duration COMMAND = Duration.ofMillis(300);

    /** While disconnected commands fail at once: Lettuce would queue and replay them later. */
    @Bean
    LettuceClientOptionsBuilderCustomizer failFast() {
        return options ->
                options.disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                        .timeoutOptions(TimeoutOptions.enabled(COMMAND));
    }
}
