package city.zhanqiao.notices.attachment;

import city.zhanqiao.data.file.Bucket;
import city.zhanqiao.data.file.Clamd;
import city.zhanqiao.data.file.Store;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

import java.nio.file.Path;

/**
 * What the city may set about attachments.
 *
 * @param store {@code folder} or {@code s3}
 * @param folder where the pieces lie, when it is a folder
 * @param maxSize of one file; what is larger belongs on a website
 */
@ConfigurationProperties("zhanqiao.attachments")
record AttachmentSettings(
        @DefaultValue("folder") Store.Kind store,
        @DefaultValue(".zhanqiao/attachments") Path folder,
        @NestedConfigurationProperty @DefaultValue Bucket s3,
        @NestedConfigurationProperty @DefaultValue Clamd scan,
        @DefaultValue("10MB") DataSize maxSize) {}
