package city.zhanqiao.notifications.device;

import city.zhanqiao.city.Version;
import city.zhanqiao.city.identity.Access;
import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.city.problem.FieldFault;
import city.zhanqiao.city.problem.ProblemException;
import city.zhanqiao.data.audit.AuditEntry;
import city.zhanqiao.data.audit.AuditLog;
import city.zhanqiao.data.database.Transactions;
import city.zhanqiao.notifications.NotificationsProblem;
import city.zhanqiao.notifications.push.AddressKind;
import city.zhanqiao.notifications.push.Provider;
import city.zhanqiao.notifications.recipient.Recipients;
import city.zhanqiao.web.etag.Answers;
import city.zhanqiao.web.language.Language;

import io.swagger.v3.oas.annotations.Operation;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import reactor.core.publisher.Mono;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A resident's own devices. An app registers at every start; a registration is the whole of what is
 * known of the device, so it needs no version of an earlier one.
 */
@RestController
class DeviceController {

    private static final String PATH = "/api/v1/devices";
    private static final String DEVICE_ID = "[A-Za-z0-9._-]{8,64}";

    private final Devices devices;
    private final Recipients recipients;
    private final Transactions transactions;
    private final AuditLog audit;

    DeviceController(
            Devices devices, Recipients recipients, Transactions transactions, AuditLog audit) {
        this.recipients = recipients;
        this.devices = devices;
        this.transactions = transactions;
        this.audit = audit;
    }

    @GetMapping(PATH)
    @Access(Access.By.RESIDENT)
    @Operation(summary = "My devices, the last seen first; their addresses are not shown")
    Mono<DeviceList> list(Caller.Resident resident) {
        return devices.listOf(resident.id())
                .map(DeviceController::toView)
                .collectList()
                .map(DeviceList::new);
    }

    @PutMapping(PATH + "/{deviceId}")
    @Access(Access.By.RESIDENT)
    @Operation(
            summary = "Register this device; an address that was another resident's is so no more")
    Mono<ResponseEntity<DeviceView>> register(
            @PathVariable @Pattern(regexp = DEVICE_ID) String deviceId,
            @Valid @RequestBody Registration told,
            Caller.Resident resident) {
        check(told, resident);
        return transactions
                .run(
                        recipients
                                .meet(resident.id())
                                .then(devices.put(resident.id(), deviceId, told))
                                .flatMap(device ->
                                        audit.add(done(resident, "device.register", deviceId))
                                                .thenReturn(device)))
                .map(device -> Answers.ok(new Version(device.version()), toView(device)));
    }

    @DeleteMapping(PATH + "/{deviceId}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Access(Access.By.RESIDENT)
    @Operation(summary = "Forget this device, as at log-out; harmless when it is not registered")
    Mono<Void> remove(
            @PathVariable @Pattern(regexp = DEVICE_ID) String deviceId, Caller.Resident resident) {
        return transactions.run(
                devices.remove(resident.id(), deviceId)
                        .then(audit.add(done(resident, "device.remove", deviceId))));
    }

    private static AuditEntry done(Caller.Resident resident, String action, String deviceId) {
        return AuditEntry.done(resident, action, deviceId, resident.id());
    }

    private static void check(Registration told, Caller.Resident resident) {
        if (!told.provider().takes(told.addressKind())) {
            throw new ProblemException(
                            NotificationsProblem.ADDRESS_DOES_NOT_FIT,
                            told.provider(),
                            told.addressKind())
                    .withFaults(List.of(new FieldFault("/addressKind", "invalid", "")));
        }
        // Otherwise anybody could have text messages sent to anybody.
        if (told.addressKind() == AddressKind.PHONE
                && !resident.claimed().phone().equals(Optional.of(told.address()))) {
            throw new ProblemException(NotificationsProblem.PHONE_NOT_CONFIRMED)
                    .withFaults(List.of(new FieldFault("/address", "invalid", "")));
        }
    }

    private static DeviceView toView(Device device) {
        return new DeviceView(
                device.deviceId(),
                device.provider(),
                device.addressKind(),
                device.platform(),
                device.appVersion(),
                device.language().map(Language::tag),
                device.registeredAt(),
                device.lastSeenAt());
    }

    /**
     * What an app says of its device.
     *
     * @param address registration token, installation id, device token, or the resident's own phone
     * @param followsAlerts the app has subscribed to {@code d-<district>-alert}, and in English to
     *     {@code d-<district>-alert-en}, of the resident's districts; it gets emergencies from
     *     there
     */
    record Registration(
            @NotNull Provider provider,
            @NotNull AddressKind addressKind,
            @NotBlank @Size(max = 1024) @Pattern(regexp = "[\\x21-\\x7e]*") String address,
            Optional<@Size(max = 20) String> platform,
            Optional<@Size(max = 32) String> appVersion,
            Optional<@Pattern(regexp = "zh-Hans|en") String> language,
            Optional<Boolean> followsAlerts) {

        /** Hides the address from logs. */
        @Override
        public String toString() {
            return "Registration[%s %s]".formatted(provider, addressKind);
        }
    }

    record DeviceList(List<DeviceView> items) {}

    /** A registered device. */
    record DeviceView(
            String deviceId,
            Provider provider,
            AddressKind addressKind,
            Optional<String> platform,
            Optional<String> appVersion,
            Optional<String> language,
            Instant registeredAt,
            Instant lastSeenAt) {}
}
