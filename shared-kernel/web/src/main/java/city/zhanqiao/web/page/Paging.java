package city.zhanqiao.web.page;

import java.util.Optional;

/**
 * Which page of a list is asked for. Controllers take it as an argument, read from {@code ?limit=}
 * and {@code ?cursor=}.
 *
 * @param limit most items wanted, {@value #LEAST} to {@value #MOST}; {@value #USUAL} if not said
 * @param cursor empty for the first page
 */
public record Paging(int limit, Optional<Cursor> cursor) {

    /** Smallest page. */
    public static final int LEAST = 1;

    /** Page size when none is asked for. */
    public static final int USUAL = 20;

    /** Largest page. */
    public static final int MOST = 100;

    public Paging {
        if (limit < LEAST || limit > MOST) {
            throw new IllegalArgumentException("not a page size");
        }
    }
}
