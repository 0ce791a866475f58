package city.zhanqiao.data.file;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationPropertiesSource;
import org.springframework.boot.context.properties.bind.DefaultValue;

import java.net.URI;

/**
 * A bucket; credentials come from where the program runs.
 *
 * @param bucket its name
 * @param region where it lies
 * @param endpoint only for stores that speak S3 and are not Amazon's
 */
@ConfigurationPropertiesSource
public record Bucket(
        @DefaultValue("") String bucket, @DefaultValue("") String region, @Nullable URI endpoint) {}
