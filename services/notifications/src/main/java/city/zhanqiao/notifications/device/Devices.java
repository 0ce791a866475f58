package city.zhanqiao.notifications.device;

import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.data.database.Columns;
import city.zhanqiao.data.encryption.FieldCipher;
import city.zhanqiao.notifications.push.Address;
import city.zhanqiao.notifications.push.AddressKind;
import city.zhanqiao.notifications.push.Provider;
import city.zhanqiao.notifications.recipient.Recipients;
import city.zhanqiao.web.language.Language;

import io.r2dbc.spi.Readable;

import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** The devices that residents have registered. */
public final class Devices {

    private static final String ADDRESS = "device.address";

    private static final String COLUMNS =
            """
            id, device_id, provider, address_kind, platform, app_version, device.language, version,
            registered_at, last_seen_at, follows_alerts
            """;

    /** Two phones that claim one address at once take turns. */
    private static final String LOCK_ADDRESS =
            "SELECT pg_advisory_xact_lock(hashtextextended(encode(:hash, 'hex'), 20250803)) IS NULL"
                    + " AS locked";

    /** Whoever has the address has the device: it stops being anybody else's. */
    private static final String TAKE_FROM_OTHERS =
            """
            DELETE FROM device
             WHERE provider = :provider AND address_hash = :hash
               AND NOT (resident = :resident AND device_id = :deviceId)
            """;

    private static final String PUT =
            """
            INSERT INTO device (resident, device_id, provider, address_kind, address,
                                     address_hash, platform, app_version, language,
                                     follows_alerts, registered_at, last_seen_at)
            VALUES (:resident, :deviceId, :provider, :kind, :address, :hash, :platform,
                    :appVersion, :language, :followsAlerts, :at, :at)
            ON CONFLICT (resident, device_id) DO UPDATE
               SET provider = excluded.provider, address_kind = excluded.address_kind,
                   address = excluded.address, address_hash = excluded.address_hash,
                   platform = excluded.platform, app_version = excluded.app_version,
                   language = excluded.language, follows_alerts = excluded.follows_alerts,
                   version = device.version + 1,
                   registered_at = CASE WHEN device.address_hash = excluded.address_hash
                                        THEN device.registered_at ELSE excluded.registered_at END,
                   last_seen_at = excluded.last_seen_at
            RETURNING
            """
                    + COLUMNS;

    private static final String MAKE_ROOM =
            """
            DELETE FROM device
             WHERE id IN (SELECT id FROM device WHERE resident = :resident
                           ORDER BY last_seen_at DESC, id OFFSET :most)
            """;

    private static final String REMOVE =
            "DELETE FROM device WHERE resident = :resident AND device_id = :deviceId";

    private static final String LIST =
            "SELECT "
                    + COLUMNS
                    + " FROM device WHERE resident = :resident ORDER BY last_seen_at DESC, id";

    private static final String LIST_WITH_ADDRESSES =
            "SELECT address, " + COLUMNS + " FROM device WHERE resident = :resident ORDER BY id";

    private static final String REACHABLE =
            "SELECT "
                    + COLUMNS
                    + " FROM device WHERE resident = :resident AND last_seen_at > :since";

    private static final String REACHABLE_OF_MANY =
            "SELECT resident, "
                    + COLUMNS
                    + " FROM device WHERE resident = ANY(:residents) AND last_seen_at > :since";

    /** A device that registered anew after the request is not the one that is gone. */
    private static final String REMOVE_GONE =
            """
            DELETE FROM device USING unnest(:ids::uuid[], :attempted::timestamptz[]) AS gone (id, at)
             WHERE device.id = gone.id AND device.registered_at <= gone.at
            """;

    private static final String FORGET =
            """
            DELETE FROM device
             WHERE id IN (SELECT id FROM device WHERE last_seen_at < :before LIMIT 1000)
            """;

    /** A device that both ids registered stays with the one that is known now. */
    private static final String MOVE =
            """
            UPDATE device SET resident = :resident
             WHERE resident = :former
               AND device_id NOT IN (SELECT device_id FROM device WHERE resident = :resident)
            """;

    private static final String DELETE_ALL = "DELETE FROM device WHERE resident = :resident";

    private final DatabaseClient database;
    private final FieldCipher cipher;
    private final DeviceSettings settings;
    private final InstantSource clock;

    Devices(
            DatabaseClient database,
            FieldCipher cipher,
            DeviceSettings settings,
            InstantSource clock) {
        this.database = database;
        this.cipher = cipher;
        this.settings = settings;
        this.clock = clock;
    }

    /** Those to which something may be sent. */
    public Flux<Device> reachableOf(ResidentId resident) {
        return database.sql(REACHABLE)
                .bind("resident", resident.value())
                .bind("since", Columns.timestamp(clock.instant().minus(settings.staleAfter())))
                .map(Devices::toDevice)
                .all();
    }

    /** The same of several residents. */
    public Mono<Map<ResidentId, List<Device>>> reachableOf(Collection<ResidentId> residents) {
        return database.sql(REACHABLE_OF_MANY)
                .bind("residents", residents.stream().map(ResidentId::value).toArray(String[]::new))
                .bind("since", Columns.timestamp(clock.instant().minus(settings.staleAfter())))
                .map(row ->
                        Map.entry(
                                new ResidentId(Columns.get(row, "resident", String.class)),
                                toDevice(row)))
                .all()
                .collect(
                        Collectors.groupingBy(
                                Map.Entry::getKey,
                                Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
    }

    /** Opens a sealed address. */
    public Address open(Provider provider, AddressKind kind, byte[] sealed) {
        return new Address(provider, kind, cipher.open(sealed, ADDRESS));
    }

    /**
     * Removes devices whose addresses lead nowhere.
     *
     * @param attempted when each was tried
     */
    public Mono<Void> removeGone(UUID[] ids, java.time.OffsetDateTime[] attempted) {
        return database.sql(REMOVE_GONE).bind("ids", ids).bind("attempted", attempted).then();
    }

    /** Registers a device or sees it again, in the caller's transaction. */
    Mono<Device> put(ResidentId resident, String deviceId, DeviceController.Registration told) {
        byte[] hash = cipher.lookup(told.address(), ADDRESS);
        return database.sql(LOCK_ADDRESS)
                .bind("hash", hash)
                .fetch()
                .first()
                .then(takeFromOthers(resident, deviceId, told, hash))
                .then(upsert(resident, deviceId, told, hash))
                .flatMap(device -> makeRoom(resident).thenReturn(device));
    }

    Mono<Long> remove(ResidentId resident, String deviceId) {
        return database.sql(REMOVE)
                .bind("resident", resident.value())
                .bind("deviceId", deviceId)
                .fetch()
                .rowsUpdated();
    }

    Flux<Device> listOf(ResidentId resident) {
        return database.sql(LIST).bind("resident", resident.value()).map(Devices::toDevice).all();
    }

    Flux<Addressed> listWithAddresses(ResidentId resident) {
        return database.sql(LIST_WITH_ADDRESSES)
                .bind("resident", resident.value())
                .map(row -> {
                    Device device = toDevice(row);
                    return new Addressed(
                            device,
                            open(
                                    device.provider(),
                                    device.addressKind(),
                                    Columns.get(row, "address", byte[].class)));
                })
                .all();
    }

    /** A device with its address in clear. */
    record Addressed(Device device, Address address) {}

    /** Deletes addresses nobody used for long; tells how many. */
    Mono<Long> forgetStale() {
        return database.sql(FORGET)
                .bind("before", Columns.timestamp(clock.instant().minus(settings.forgottenAfter())))
                .fetch()
                .rowsUpdated();
    }

    Mono<Void> move(ResidentId former, ResidentId resident) {
        return database.sql(MOVE)
                .bind("former", former.value())
                .bind("resident", resident.value())
                .then();
    }

    Mono<Void> deleteAll(ResidentId resident) {
        return database.sql(DELETE_ALL).bind("resident", resident.value()).then();
    }

    private Mono<Void> takeFromOthers(
            ResidentId resident, String deviceId, DeviceController.Registration told, byte[] hash) {
        return database.sql(TAKE_FROM_OTHERS)
                .bind("provider", told.provider().name())
                .bind("hash", hash)
                .bind("resident", resident.value())
                .bind("deviceId", deviceId)
                .then();
    }

    private Mono<Device> upsert(
            ResidentId resident, String deviceId, DeviceController.Registration told, byte[] hash) {
        GenericExecuteSpec put =
                database.sql(PUT)
                        .bind("resident", resident.value())
                        .bind("deviceId", deviceId)
                        .bind("provider", told.provider().name())
                        .bind("kind", told.addressKind().name())
                        .bind("address", cipher.seal(told.address(), ADDRESS))
                        .bind("hash", hash)
                        .bind("followsAlerts", told.followsAlerts().orElse(false))
                        .bind("at", Columns.timestamp(clock.instant()));
        put = Columns.bind(put, "platform", told.platform(), String.class);
        put = Columns.bind(put, "appVersion", told.appVersion(), String.class);
        return Columns.bind(put, "language", told.language(), String.class)
                .map(Devices::toDevice)
                .one();
    }

    private Mono<Void> makeRoom(ResidentId resident) {
        return database.sql(MAKE_ROOM)
                .bind("resident", resident.value())
                .bind("most", settings.most())
                .then();
    }

    private static Device toDevice(Readable row) {
        return new Device(
                Columns.get(row, "id", UUID.class),
                Columns.get(row, "device_id", String.class),
                Provider.valueOf(Columns.get(row, "provider", String.class)),
                AddressKind.valueOf(Columns.get(row, "address_kind", String.class)),
                Columns.find(row, "platform", String.class),
                Columns.find(row, "app_version", String.class),
                Columns.find(row, "language", String.class)
                        .<Language>flatMap(Recipients::toLanguage),
                Columns.get(row, "follows_alerts", Boolean.class),
                Columns.get(row, "version", Long.class),
                Columns.instant(row, "registered_at"),
                Columns.instant(row, "last_seen_at"));
    }
}
