package city.zhanqiao.data.json;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.context.annotation.Bean;

/** Teaches the service's JSON mapper the city's types. */
@AutoConfiguration(before = JacksonAutoConfiguration.class)
class JsonAutoConfiguration {

    @Bean
    CityTypesModule cityTypesModule() {
        return new CityTypesModule();
    }
}
