package city.zhanqiao.pilots.app;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

import java.util.List;

/**
 * The versions of the app on one platform.
 *
 * @param platform such as {@code ANDROID}; what the app sends as {@code X-App-Platform}
 * @param minimum older ones are turned away
 * @param recommended older ones are asked to update
 * @param shopLink where the newer one is
 * @param features what needs more than the minimum
 */
record Platform(
        @NotNull @Pattern(regexp = "[A-Z][A-Z0-9_]{1,19}") String platform,
        @NotNull AppVersion minimum,
        @NotNull AppVersion recommended,
        @NotNull @Size(max = 300) @Pattern(regexp = "https://\\S+") String shopLink,
        @NotNull @Size(max = 50) List<@NotNull @Valid Feature> features) {

    boolean isInOrder() {
        return minimum.compareTo(recommended) <= 0;
    }

    /**
     * What one feature needs.
     *
     * @param feature noun of its address, such as {@code bookings}
     */
    record Feature(
            @NotNull @Pattern(regexp = "[a-z][a-z0-9-]{0,39}") String feature,
            @NotNull AppVersion minimum) {}
}
