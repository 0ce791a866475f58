package city.zhanqiao.notifications.live;

import city.zhanqiao.data.job.Job;
import city.zhanqiao.notifications.inbox.InboxBell;
import city.zhanqiao.notifications.inbox.InboxChanges;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;

import tools.jackson.databind.json.JsonMapper;

/** Beans of the live stream. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(LiveSettings.class)
class LiveConfiguration {

    @Bean
    Switchboard switchboard(LiveSettings settings, ObjectProvider<MeterRegistry> registry) {
        Switchboard switchboard = new Switchboard(settings);
        registry.ifAvailable(meters ->
                Gauge.builder("zhanqiao.live.streams", switchboard, Switchboard::count)
                        .description("Live streams that are open on this instance")
                        .register(meters));
        return switchboard;
    }

    @Bean
    Crowd crowd(Switchboard switchboard, InboxChanges changes, LiveSettings settings) {
        return new Crowd(switchboard, changes, settings);
    }

    @Bean
    Job liveBroadcasts(Crowd crowd) {
        return crowd.job();
    }

    @Bean
    LiveChannel liveChannel(
            Switchboard switchboard,
            Crowd crowd,
            ReactiveStringRedisTemplate redis,
            JsonMapper json,
            LiveSettings settings,
            InboxBell bell) {
        LiveChannel channel = new LiveChannel(switchboard, crowd, redis, json, settings);
        bell.wakes(channel);
        return channel;
    }
}
