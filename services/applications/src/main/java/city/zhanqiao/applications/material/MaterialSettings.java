package city.zhanqiao.applications.material;

import city.zhanqiao.data.file.Bucket;
import city.zhanqiao.data.file.Clamd;
import city.zhanqiao.data.file.Store;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
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
        @DefaultValue("folder") Store.Kind store,
        @DefaultValue(".zhanqiao/materials") Path folder,
        @NestedConfigurationProperty @DefaultValue Bucket s3,
        @NestedConfigurationProperty @DefaultValue Clamd scan,
        @DefaultValue Sharing sharing,
        @DefaultValue("20MB") DataSize maxSize,
        @DefaultValue("8d") Duration abandonedAfter,
        @DefaultValue("1y") Period reusableFor,
        @DefaultValue("5s") Duration fetchPause) {

    /**
     * The platform by which agencies share what they hold.
     *
     * @param url empty: no agency is connected, and staff look papers up in the agency's own system
     * @param timeout for one paper; agencies are slow, and nobody waits for them but a job
     */
    record Sharing(@Nullable URI url, @DefaultValue("5s") Duration timeout) {}
}
