package city.zhanqiao.local.journey;

import static org.assertj.core.api.Assertions.assertThat;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** A copy of somebody's data as it comes out of the ZIP file. */
record Download(Map<String, byte[]> files) {

    private static final JsonMapper JSON = new JsonMapper();

    static Download of(byte[] zip) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                files.put(entry.getName(), in.readAllBytes());
            }
        }
        return new Download(files);
    }

    /** What each service gave; the sums in the list are those of the files. */
    Map<String, JsonNode> parts() throws GeneralSecurityException {
        JsonNode sums = JSON.readTree(files.get("sha256.json"));
        Map<String, JsonNode> parts = new TreeMap<>();
        for (String name : sums.propertyNames()) {
            byte[] sum = MessageDigest.getInstance("SHA-256").digest(files.get(name));
            assertThat(HexFormat.of().formatHex(sum))
                    .as(name)
                    .isEqualTo(sums.path(name).asString());
            if (name.endsWith(".json")) {
                parts.put(name.substring(0, name.length() - 5), JSON.readTree(files.get(name)));
            }
        }
        return parts;
    }
}
