package city.zhanqiao.applications.material;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Period;

/**
 * What the city may set about materials.
 *
 * @param store {@code folder} or {@code s3}
 * @param folder where the pieces lie, when it is a folder
 * @param maxSize of one upload
 * @param abandonedAfter an upload that was not finished by then is thrown away; shorter than a week
 *     would lose what somebody began on one weekend to finish on the next
 * @param reusableFor how old a material in the resident's own library may be
 * @param fetchPause rest between two looks for papers to fetch from agencies
 */
@ConfigurationProperties("zhanqiao.materials")
record MaterialSettings(
        @DefaultValue("folder") StoreKind store,
        @DefaultValue(".zhanqiao/materials") Path folder,
        @DefaultValue S3 s3,
        @DefaultValue Scan scan,
        @DefaultValue Sharing sharing,
        @DefaultValue("20MB") DataSize maxSize,
        @DefaultValue("8d") Duration abandonedAfter,
        @DefaultValue("1y") Period reusableFor,
        @DefaultValue("5s") Duration fetchPause) {

    enum StoreKind {
        FOLDER,
        S3
    }

    /**
     * The bucket; credentials come from where the program runs.
     *
     * @param endpoint only for stores that speak S3 and are not Amazon's
     */
    record S3(
            @DefaultValue("") String bucket,
            @DefaultValue("") String region,
            @Nullable URI endpoint) {}

    /**
     * The scanner for malicious content.
     *
     * @param host of a clamd; empty: only the test signature is recognised, for development
     */
    record Scan(
            @DefaultValue("") String host,
            @DefaultValue("3310") int port,
            @DefaultValue("30s") Duration timeout) {}

    /**
     * The platform by which agencies share what they hold.
     *
     * @param url empty: no agency is connected, and staff look papers up in the agency's own system
     * @param timeout for one paper; agencies are slow, and nobody waits for them but a job
     */
    record Sharing(@Nullable URI url, @DefaultValue("5s") Duration timeout) {}
}
