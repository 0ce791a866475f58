package city.zhanqiao.web.page;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;

/** Lets controllers take {@link Paging}. */
@AutoConfiguration
class PageAutoConfiguration {

    @Bean
    PagingArgument pagingArgument() {
        return new PagingArgument();
    }
}
