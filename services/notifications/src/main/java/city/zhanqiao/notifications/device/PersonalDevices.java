package city.zhanqiao.notifications.device;

import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.data.personal.PersonalData;
import city.zhanqiao.data.personal.PersonalPart;

import reactor.core.publisher.Mono;

import java.time.Instant;
import java.util.Optional;

/** A resident's devices, as they may take them along: with their addresses in clear. */
final class PersonalDevices implements PersonalData {

    private final Devices devices;

    PersonalDevices(Devices devices) {
        this.devices = devices;
    }

    @Override
    public Mono<PersonalPart> of(ResidentId resident) {
        return devices.listWithAddresses(resident)
                .map(PersonalDevices::toRecord)
                .collectList()
                .map(records -> PersonalPart.of("devices", "接收设备", "Devices", records));
    }

    private static DeviceRecord toRecord(Devices.Addressed one) {
        Device device = one.device();
        return new DeviceRecord(
                device.deviceId(),
                device.provider().name(),
                one.address().value(),
                device.platform(),
                device.appVersion(),
                device.registeredAt(),
                device.lastSeenAt());
    }

    /** In clear; hides itself from logs. */
    record DeviceRecord(
            String deviceId,
            String provider,
            String address,
            Optional<String> platform,
            Optional<String> appVersion,
            Instant registeredAt,
            Instant lastSeenAt) {

        @Override
        public String toString() {
            return "DeviceRecord[hidden]";
        }
    }
}
