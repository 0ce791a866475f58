package city.zhanqiao.web.access;

import city.zhanqiao.web.server.ServerAutoConfiguration;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.webflux.autoconfigure.WebFluxAutoConfiguration;
import org.springframework.boot.webflux.autoconfigure.WebFluxRegistrations;
import org.springframework.context.annotation.Bean;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;

import java.time.Duration;
import java.time.InstantSource;

/** Puts the access rows before every controller method. */
@AutoConfiguration(after = ServerAutoConfiguration.class, before = WebFluxAutoConfiguration.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
class AccessAutoConfiguration {

    @Bean
    AccessRows accessRows() {
        return new AccessRows();
    }

    @Bean
    WebFluxRegistrations accessRegistrations(
            AccessRows rows,
            InstantSource clock,
            @Value("${zhanqiao.identity.fresh:15m}") Duration fresh) {
        return new WebFluxRegistrations() {
            @Override
            public RequestMappingHandlerMapping getRequestMappingHandlerMapping() {
                return new AccessHandlerMapping(new AccessRule(fresh, clock), rows);
            }
        };
    }
}
