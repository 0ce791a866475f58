package city.zhanqiao.web.problem;

import city.zhanqiao.city.problem.FieldFault;

import io.swagger.v3.oas.annotations.media.Schema;

import jakarta.validation.constraints.NotNull;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * A problem document (RFC 9457), the only form in which callers are told that something did not
 * work.
 *
 * @param type stable name as a URN; it is no address
 * @param code the same name in upper snake case
 * @param instance path of the request, without its query
 * @param retryable whether the same request may succeed later without a change
 * @param nextAction what the caller can do, where something can be done
 * @param help hotline for people
 * @param errors every fault of what was sent; empty when it was not about that
 */
@Schema(description = "Problem document (RFC 9457)")
public record Problem(
        @NotNull @Schema(examples = "urn:zhanqiao:problem:stale-version") URI type,
        @NotNull @Schema(examples = "STALE_VERSION") String code,
        @NotNull String title,
        int status,
        @NotNull String detail,
        @NotNull @Schema(type = "string", examples = "/api/v1/applications") String instance,
        boolean retryable,
        Optional<String> nextAction,
        @NotNull @Schema(examples = "12345") String help,
        @NotNull List<FieldFault> errors) {}
