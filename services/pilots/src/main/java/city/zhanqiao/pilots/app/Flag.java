package city.zhanqiao.pilots.app;

import city.zhanqiao.city.division.DivisionCode;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

import java.util.List;

/**
 * A feature that is switched on for a part of the residents.
 *
 * @param on off turns it off for everybody at once, whatever the share
 * @param share percent of the residents; who belongs to it is stable. Their place is that of {@code
 *     flag:<code>}, see {@link city.zhanqiao.city.pilot.AudienceShare}
 * @param districts where it is on; empty for the whole city
 */
record Flag(
        @NotNull @Pattern(regexp = "[a-z][a-z0-9-]{0,39}") String code,
        @NotBlank @Size(max = 100) String title,
        @NotBlank @Size(max = 200) String titleEn,
        boolean on,
        @NotNull @Min(0) @Max(100) Integer share,
        @NotNull @Size(max = 10) List<@NotNull DivisionCode> districts) {}
