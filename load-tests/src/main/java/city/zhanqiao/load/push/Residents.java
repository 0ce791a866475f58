package city.zhanqiao.load.push;

import city.zhanqiao.data.encryption.FieldCipher;
import city.zhanqiao.load.lab.Place;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** Residents with a place in Shinan and a phone each, as the service itself would keep them. */
final class Residents {

    /** Of the column; an address that was sealed for another does not open. */
    private static final String ADDRESS = "device.address";

    private static final int BATCH = 5_000;

    private static final String SETTLE =
            """
            INSERT INTO recipient (resident, language, divisions)
            SELECT 'resident-' || n, 'zh-Hans', '{370200,370202,370202001000}'
              FROM generate_series(0, %d) AS n
            """;

    private static final String EQUIP =
            """
            INSERT INTO device (resident, device_id, provider, address_kind, address, address_hash,
                                registered_at, last_seen_at)
            SELECT 'resident-' || (n + ? - 1), 'phone', 'FCM', 'FCM_TOKEN', address, hash, now(),
                   now()
              FROM unnest(?::bytea[], ?::bytea[]) WITH ORDINALITY AS own (address, hash, n)
            """;

    private final Place place;
    private final FieldCipher cipher;

    Residents(Place place, FieldCipher cipher) {
        this.place = place;
        this.cipher = cipher;
    }

    static String resident(int number) {
        return "resident-" + number;
    }

    static String token(int number) {
        return "phone-of-resident-" + number;
    }

    /** Lets them live there. */
    void settle(int residents) {
        place.execute(SETTLE.formatted(residents - 1));
        place.execute("ANALYZE recipient");
    }

    /** Gives each a phone. */
    void equip(int residents) {
        try (Connection connection = place.connect();
                PreparedStatement equip = connection.prepareStatement(EQUIP)) {
            for (int from = 0; from < residents; from += BATCH) {
                equip(connection, equip, from, Math.min(BATCH, residents - from));
            }
        } catch (SQLException fault) {
            throw new IllegalStateException(fault);
        }
        place.execute("ANALYZE device");
    }

    private void equip(Connection connection, PreparedStatement equip, int from, int count)
            throws SQLException {
        byte[][] addresses = new byte[count][];
        byte[][] hashes = new byte[count][];
        for (int n = 0; n < count; n++) {
            addresses[n] = cipher.seal(token(from + n), ADDRESS);
            hashes[n] = cipher.lookup(token(from + n), ADDRESS);
        }
        Array sealed = connection.createArrayOf("bytea", addresses);
        Array hashed = connection.createArrayOf("bytea", hashes);
        equip.setInt(1, from);
        equip.setArray(2, sealed);
        equip.setArray(3, hashed);
        equip.execute();
    }
}
