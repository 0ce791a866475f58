package city.zhanqiao.data.file;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The types that are taken, each known by the bytes it begins with and not by its name. */
public enum FileType {
    /** ISO 32000-2 §7.5.2. */
    PDF("application/pdf", "pdf", "%PDF-"),
    JPEG("image/jpeg", "jpg|jpeg", "\u00ff\u00d8\u00ff"),
    PNG("image/png", "png", "\u0089PNG\r\n\u001a\n"),
    /** 版式文档, GB/T 33190-2016: a ZIP archive with an {@code OFD.xml}. */
    OFD("application/ofd", "ofd", "PK\u0003\u0004");

    private final String mediaType;
    private final String endings;
    private final String beginning;

    FileType(String mediaType, String endings, String beginning) {
        this.mediaType = mediaType;
        this.endings = endings;
        this.beginning = beginning;
    }

    /** As in {@code Content-Type}. */
    public String mediaType() {
        return mediaType;
    }

    /** Whether a file of this type may be called so; a name without an ending says nothing. */
    boolean fits(String name) {
        int dot = name.lastIndexOf('.');
        return dot < 0 || name.substring(dot + 1).toLowerCase(Locale.ROOT).matches(endings);
    }

    /**
     * What the content is; nothing for what is not taken.
     *
     * @throws IOException when the file cannot be read
     */
    static Optional<FileType> of(Path file) throws IOException {
        String first = new String(Archive.firstBytes(file), StandardCharsets.ISO_8859_1);
        return Arrays.stream(values())
                .filter(type -> first.startsWith(type.beginning))
                .filter(type -> type != OFD || Archive.isHarmlessOfd(file))
                .findFirst();
    }
}
