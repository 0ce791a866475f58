package city.zhanqiao.web.problem;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.webflux.autoconfigure.error.ErrorWebFluxAutoConfiguration;
import org.springframework.boot.webflux.error.ErrorWebExceptionHandler;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

import tools.jackson.databind.json.JsonMapper;

/** Renders everything that goes wrong, inside controllers or before them. */
@AutoConfiguration(
        after = JacksonAutoConfiguration.class,
        before = ErrorWebFluxAutoConfiguration.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
@EnableConfigurationProperties(ProblemSettings.class)
class ProblemAutoConfiguration {

    @Bean
    ProblemWriter problemWriter(ProblemSettings settings, JsonMapper json) {
        return new ProblemWriter(settings, json);
    }

    /** The last resort, for what goes wrong outside the request filter. */
    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    ErrorWebExceptionHandler problemWebExceptionHandler(ProblemWriter problems) {
        return problems::write;
    }
}
