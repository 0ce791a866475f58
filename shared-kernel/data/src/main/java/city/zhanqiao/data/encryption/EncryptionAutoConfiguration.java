package city.zhanqiao.data.encryption;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** Offers the cipher for personal fields. */
@AutoConfiguration
@EnableConfigurationProperties(EncryptionSettings.class)
class EncryptionAutoConfiguration {

    @Bean
    FieldCipher fieldCipher(EncryptionSettings settings) {
        return new FieldCipher(settings);
    }
}
