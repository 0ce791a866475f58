package city.zhanqiao.notifications.push;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.http.client.ReactorResourceFactory;
import org.springframework.web.reactive.function.client.WebClient;

import java.time.InstantSource;
import java.util.Set;

/** Switches on the push services that are configured. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({FcmSettings.class, ApnsSettings.class, HttpSettings.class})
class PushConfiguration {

    @Bean
    PushProviders pushProviders(ObjectProvider<PushProvider> providers, FcmSettings fcm) {
        return new PushProviders(
                providers.orderedStream().toList(),
                fcm.consentNeeded() ? Set.of(Provider.FCM) : Set.of());
    }

    @Bean
    @Conditional(FcmIsOn.class)
    FcmProvider fcmProvider(FcmSettings settings, InstantSource clock) {
        return new FcmProvider(Firebase.open(settings), new FcmMessages(clock));
    }

    @Bean
    @Conditional(ApnsIsOn.class)
    ApnsProvider apnsProvider(ApnsSettings settings, InstantSource clock) {
        return ApnsProvider.open(settings, clock);
    }

    @Bean
    @Conditional(SmsIsOn.class)
    HttpProvider smsProvider(
            HttpSettings settings, WebClient.Builder builder, ReactorResourceFactory resources) {
        return new HttpProvider(
                Provider.SMS, settings.sms(), builder, resources.getLoopResources());
    }

    @Bean
    @Conditional(WebhookIsOn.class)
    HttpProvider webhookProvider(
            HttpSettings settings, WebClient.Builder builder, ReactorResourceFactory resources) {
        return new HttpProvider(
                Provider.WEBHOOK, settings.webhook(), builder, resources.getLoopResources());
    }

    /** Off unless somebody says where Firebase is: agency data stay on the mainland (PIPL §36). */
    static final class FcmIsOn implements Condition {
        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return isSet(context, "zhanqiao.push.fcm.base-url")
                    || isSet(context, "zhanqiao.push.fcm.service-account");
        }
    }

    /** Off unless somebody has a key from Apple. */
    static final class ApnsIsOn implements Condition {
        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return isSet(context, "zhanqiao.push.apns.key-file");
        }
    }

    /** Off unless somebody says where the relay for text messages is. */
    static final class SmsIsOn implements Condition {
        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return isSet(context, "zhanqiao.push.sms.url");
        }
    }

    /** Off unless somebody says where the relay for vendors' channels is. */
    static final class WebhookIsOn implements Condition {
        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return isSet(context, "zhanqiao.push.webhook.url");
        }
    }

    private static boolean isSet(ConditionContext context, String property) {
        return !context.getEnvironment().getProperty(property, "").isEmpty();
    }
}
