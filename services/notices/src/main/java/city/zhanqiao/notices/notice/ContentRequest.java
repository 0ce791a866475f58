package city.zhanqiao.notices.notice;

import city.zhanqiao.city.division.DivisionCode;

import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/**
 * What a publisher writes.
 *
 * @param texts by language tag
 * @param severity as in CAP 1.2; so are urgency and certainty
 * @param attachments files that were uploaded to this notice, in the order in which they are shown
 */
public record ContentRequest(
        @NotNull Content.Kind kind,
        @NotNull Content.Severity severity,
        @NotNull Content.Urgency urgency,
        @NotNull Content.Certainty certainty,
        @NotNull
                Map<
                                @Pattern(regexp = "zh-Hans|zh-Hant|en|ko|ja") String,
                                @Valid @NotNull TextRequest>
                        texts,
        @Valid @NotNull TargetRequest target,
        @NotNull Instant validFrom,
        @NotNull Instant validUntil,
        Optional<@Valid PlaceRequest> place,
        Optional<@Size(max = 10) List<UUID>> attachments) {

    /** The content, its files still to be found. */
    Content toContent() {
        Map<String, Content.Text> words = new TreeMap<>();
        texts.forEach((language, text) -> words.put(language, text.toText()));
        return new Content(
                kind,
                severity,
                urgency,
                certainty,
                words,
                target.toTarget(),
                validFrom,
                validUntil,
                place.map(PlaceRequest::toPlace),
                List.of(),
                false);
    }

    /** The files that are named. */
    List<UUID> files() {
        return attachments.orElse(List.of());
    }

    /**
     * The words in one language.
     *
     * @param body a little HTML; what is not allowed in it is taken out
     * @param plain the same in short plain sentences
     */
    public record TextRequest(
            @NotBlank @Size(max = 160) String title,
            @NotBlank @Size(max = 500) String summary,
            @NotBlank @Size(max = 20_000) String body,
            Optional<@Size(max = 1000) String> plain,
            Optional<@Size(max = 1000) String> instruction) {

        Content.Text toText() {
            return new Content.Text(title, summary, body, plain, instruction);
        }
    }

    /** Whom it is for. */
    public record TargetRequest(
            @NotNull @Size(max = 200) Set<DivisionCode> divisions,
            Optional<@Size(max = 20) Set<@Pattern(regexp = "[a-z0-9-]{1,40}") String>> topics,
            Optional<@Size(max = 20) Set<@Pattern(regexp = "[a-z0-9-]{1,40}") String>> groups) {

        /** The target, its codes not looked at yet. */
        public Content.Target toTarget() {
            return new Content.Target(divisions, topics.orElse(Set.of()), groups.orElse(Set.of()));
        }
    }

    /** A point on the map, WGS 84. */
    public record PlaceRequest(
            @NotBlank @Size(max = 100) String name,
            @DecimalMin("-90") @DecimalMax("90") double latitude,
            @DecimalMin("-180") @DecimalMax("180") double longitude) {

        /** The point. */
        public Content.Place toPlace() {
            return new Content.Place(name, latitude, longitude);
        }
    }

    /** Why a notice is withdrawn; everybody whom it reached is told. */
    record WithdrawalRequest(@NotBlank @Size(max = 500) String reason) {}
}
