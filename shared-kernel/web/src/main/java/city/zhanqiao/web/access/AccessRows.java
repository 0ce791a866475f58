package city.zhanqiao.web.access;

import java.util.List;

/**
 * All access rows of a service, for the test that walks them over every kind of caller. Filled when
 * the service has started.
 */
public final class AccessRows {

    private volatile List<AccessRow> rows = List.of();

    AccessRows() {}

    /** In the order of path and method. */
    public List<AccessRow> all() {
        return rows;
    }

    void set(List<AccessRow> found) {
        rows = List.copyOf(found);
    }
}
