package city.zhanqiao.web.etag;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;

/** Lets controllers take {@link IfMatch}. */
@AutoConfiguration
class ETagAutoConfiguration {

    @Bean
    IfMatchArgument ifMatchArgument() {
        return new IfMatchArgument();
    }
}
