package city.zhanqiao.applications;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.List;

/** A column that a new key does not reach would keep the old one alive for ever. */
class SealedColumnsTest {

    /** Digests and seals of chains: nothing in them can be opened. */
    private static final List<String> NOT_SEALED =
            List.of("audit.seal", "audit_head.seal", "content.sha256", "idempotency.fingerprint");

    private static final String BYTES =
            """
            SELECT c.table_name || '.' || c.column_name
              FROM information_schema.columns AS c
              JOIN information_schema.tables AS t USING (table_schema, table_name)
             WHERE c.table_schema = 'public' AND c.data_type = 'bytea' AND t.table_type = 'BASE TABLE'
            """;

    @Test
    void areAllSealedAnewAfterAChangeOfKeys() {
        assertThat(City.SERVICE.isRunning()).isTrue();

        assertThat(City.PLACE.texts(BYTES))
                .filteredOn(column -> !NOT_SEALED.contains(column))
                .containsExactlyInAnyOrderElementsOf(
                        SealedColumns.ALL.stream()
                                .map(one -> one.table() + "." + one.column())
                                .toList());
    }
}
