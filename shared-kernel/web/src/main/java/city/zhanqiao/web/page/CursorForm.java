package city.zhanqiao.web.page;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.StreamCorruptedException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** The bytes of a cursor: a number for the form, then each part behind a byte for its type. */
final class CursorForm {

    /** An older form is refused, and the caller begins again. */
    private static final int FORM = 1;

    private static final int INSTANT = 0;
    private static final int ID = 1;
    private static final int NUMBER = 2;
    private static final int TEXT = 3;

    private CursorForm() {}

    static byte[] write(List<Object> parts) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            out.writeByte(FORM);
            for (var part : parts) {
                write(part, out);
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible); // memory does not fail
        }
        return bytes.toByteArray();
    }

    static List<Object> read(byte[] bytes) throws IOException {
        var in = new DataInputStream(new ByteArrayInputStream(bytes));
        if (in.readByte() != FORM) {
            throw new StreamCorruptedException();
        }
        var parts = new ArrayList<>();
        while (in.available() > 0) {
            parts.add(readPart(in));
        }
        return parts;
    }

    private static void write(Object part, DataOutputStream out) throws IOException {
        switch (part) {
            case Instant instant -> {
                out.writeByte(INSTANT);
                out.writeLong(instant.getEpochSecond());
                out.writeInt(instant.getNano());
            }
            case UUID id -> {
                out.writeByte(ID);
                out.writeLong(id.getMostSignificantBits());
                out.writeLong(id.getLeastSignificantBits());
            }
            case Long number -> {
                out.writeByte(NUMBER);
                out.writeLong(number);
            }
            case String text -> {
                out.writeByte(TEXT);
                out.writeUTF(text);
            }
            default -> throw new IllegalArgumentException(part.getClass() + " in a cursor");
        }
    }

    private static Object readPart(DataInputStream in) throws IOException {
        return switch (in.readByte()) {
            case INSTANT -> Instant.ofEpochSecond(in.readLong(), in.readInt());
            case ID -> new UUID(in.readLong(), in.readLong());
            case NUMBER -> in.readLong();
            case TEXT -> in.readUTF();
            default -> throw new StreamCorruptedException();
        };
    }
}
