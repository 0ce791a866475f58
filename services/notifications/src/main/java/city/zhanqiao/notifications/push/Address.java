package city.zhanqiao.notifications.push;

/**
 * Where a device is reached. Whoever has it can push to the device, so it is sealed at rest and
 * never logged.
 */
public record Address(Provider provider, AddressKind kind, String value) {

    /** Hides the address. */
    @Override
    public String toString() {
        return "Address[%s %s]".formatted(provider, kind);
    }
}
