package city.zhanqiao.web.client;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.web.reactive.function.client.WebClient;

/** Offers clients of the other services. */
@AutoConfiguration(
        afterName = "org.springframework.boot.webclient.autoconfigure.WebClientAutoConfiguration")
@EnableConfigurationProperties({ClientSettings.class, ClientSettings.Credentials.class})
class ClientAutoConfiguration {

    @Bean
    ServiceClients serviceClients(
            WebClient.Builder builder,
            ClientSettings settings,
            ClientSettings.Credentials credentials) {
        ServiceTokens tokens =
                new ServiceTokens(builder.clone().build(), credentials, settings.peerTimeout());
        return new ServiceClients(builder, tokens, settings);
    }
}
