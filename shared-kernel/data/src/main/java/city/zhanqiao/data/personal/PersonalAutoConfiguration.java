package city.zhanqiao.data.personal;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

import java.time.InstantSource;

/** Lets every service answer what it holds about a person. */
@AutoConfiguration
@Import(ExportController.class)
class PersonalAutoConfiguration {

    @Bean
    PersonalExports personalExports(
            ObjectProvider<PersonalData> holders,
            @Value("${spring.application.name}") String service,
            InstantSource clock) {
        return new PersonalExports(holders.orderedStream().toList(), service, clock);
    }
}
