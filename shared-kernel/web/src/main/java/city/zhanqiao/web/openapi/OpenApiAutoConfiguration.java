package city.zhanqiao.web.openapi;

import city.zhanqiao.city.IdempotencyKey;
import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.web.etag.IfMatch;
import city.zhanqiao.web.language.Language;
import city.zhanqiao.web.page.Paging;
import city.zhanqiao.web.request.RequestInfo;

import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;

/** Teaches springdoc the conventions of the house. */
@AutoConfiguration(beforeName = "org.springdoc.core.configuration.SpringDocConfiguration")
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
@ConditionalOnProperty(name = "springdoc.api-docs.enabled", matchIfMissing = true)
class OpenApiAutoConfiguration {

    static {
        // Made from the token or from headers; what callers send for them is told by
        // HouseOperation.
        SpringDocUtils.getConfig()
                .addRequestWrapperToIgnore(
                        Caller.class,
                        RequestInfo.class,
                        Language.class,
                        IdempotencyKey.class,
                        IfMatch.class,
                        Paging.class);
    }

    @Bean
    HouseTypes houseTypes() {
        return new HouseTypes();
    }

    @Bean
    HouseOperation houseOperation() {
        return new HouseOperation();
    }

    @Bean
    HouseDocument houseDocument(@Value("${spring.application.name:zhanqiao}") String service) {
        return new HouseDocument(service);
    }
}
