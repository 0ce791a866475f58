package city.zhanqiao.data.encryption;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import java.util.Map;

/**
 * Keys of the service. None has a default: a service without keys does not start.
 *
 * @param suite which algorithms; new values are sealed with it, old ones stay readable
 * @param activeKey id of the key that seals new values
 * @param keys id to key: Base64 of 32 bytes for AES-256, of 16 for SM4
 * @param lookupKey Base64 of at least 32 bytes; changing it needs every look-up hash computed anew
 */
@ConfigurationProperties("zhanqiao.encryption")
record EncryptionSettings(
        @DefaultValue("AES_GCM") Suite suite,
        String activeKey,
        Map<String, String> keys,
        String lookupKey) {}
