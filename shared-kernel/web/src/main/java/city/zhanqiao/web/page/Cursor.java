package city.zhanqiao.web.page;

import city.zhanqiao.city.problem.ProblemException;
import city.zhanqiao.web.problem.CommonProblem;

import com.fasterxml.jackson.annotation.JsonValue;

import io.swagger.v3.oas.annotations.media.Schema;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;

/**
 * A place in a list: the sort key of the last item shown. Callers give it back as they got it. It
 * is not signed, because it only says where to go on; what may be seen is asked again at every
 * page.
 */
@Schema(type = "string", description = "Opaque place in the list", examples = "AQEAAAAAZx8f_A")
public final class Cursor {

    /** Longest text; a cursor is a sort key, not a store. */
    public static final int MAX_LENGTH = 512;

    private final List<Object> parts;

    private Cursor(List<Object> parts) {
        this.parts = List.copyOf(parts);
    }

    /**
     * A place given by its sort key.
     *
     * @param parts {@link Instant}, {@link UUID}, {@link Long} or {@link String}, in the order of
     *     the key
     */
    public static Cursor of(Object... parts) {
        return new Cursor(List.of(parts));
    }

    /** Reads what {@link #text()} wrote; anything else is told as {@code INVALID_CURSOR}. */
    public static Cursor parse(String text) {
        try {
            if (text.length() > MAX_LENGTH) {
                throw invalid();
            }
            return new Cursor(CursorForm.read(Base64.getUrlDecoder().decode(text)));
        } catch (IllegalArgumentException | IOException | DateTimeException _) {
            throw invalid();
        }
    }

    /** The form callers see. */
    @JsonValue
    public String text() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(CursorForm.write(parts));
    }

    /** Part {@code index}, counted from 0; told as {@code INVALID_CURSOR} when it is no instant. */
    public Instant instant(int index) {
        return part(index, Instant.class);
    }

    /** Part {@code index} as a UUID. */
    public UUID uuid(int index) {
        return part(index, UUID.class);
    }

    /** Part {@code index} as a number. */
    public long number(int index) {
        return part(index, Long.class);
    }

    /** Part {@code index} as a text. */
    public String string(int index) {
        return part(index, String.class);
    }

    private <T> T part(int index, Class<T> type) {
        if (index >= parts.size() || !type.isInstance(parts.get(index))) {
            throw invalid();
        }
        return type.cast(parts.get(index));
    }

    private static ProblemException invalid() {
        return new ProblemException(CommonProblem.INVALID_CURSOR);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Cursor that && parts.equals(that.parts);
    }

    @Override
    public int hashCode() {
        return parts.hashCode();
    }

    @Override
    public String toString() {
        return text();
    }
}
