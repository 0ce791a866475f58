package city.zhanqiao.notifications.push;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.type.AnnotatedTypeMetadata;

import java.time.InstantSource;

/** Switches on the push services that are configured. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(FcmSettings.class)
class PushConfiguration {

    @Bean
    PushProviders pushProviders(ObjectProvider<PushProvider> providers) {
        return new PushProviders(providers.orderedStream().toList());
    }

    @Bean
    @Conditional(FcmIsOn.class)
    FcmProvider fcmProvider(FcmSettings settings, InstantSource clock) {
        return new FcmProvider(Firebase.open(settings), new FcmMessages(clock));
    }

    /** Off unless somebody says where Firebase is: agency data stay on the mainland (PIPL §36). */
    static final class FcmIsOn implements Condition {
        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return isSet(context, "zhanqiao.push.fcm.base-url")
                    || isSet(context, "zhanqiao.push.fcm.service-account");
        }

        private static boolean isSet(ConditionContext context, String property) {
            return !context.getEnvironment().getProperty(property, "").isEmpty();
        }
    }
}
