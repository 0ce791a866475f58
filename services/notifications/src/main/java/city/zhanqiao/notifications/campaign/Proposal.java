package city.zhanqiao.notifications.campaign;

import city.zhanqiao.notifications.delivery.Lane;
import city.zhanqiao.notifications.inbox.Audience;
import city.zhanqiao.notifications.inbox.NewBroadcast;
import city.zhanqiao.notifications.template.Templates;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * What staff want to tell many.
 *
 * @param emergency danger: goes at once, whatever residents chose, after a second person approved
 * @param titles by language tag; {@code zh-Hans} is needed, {@code en} falls back to it
 * @param texts the same
 * @param divisions everybody with a place in one of them
 * @param topics narrow it to those who follow one of them
 * @param groups narrow it to those who belong to one of them
 * @param validUntil from then on nobody needs to hear of it
 * @param startAt not before that; absent for at once
 * @param perSecond the pace; absent for as fast as it goes
 */
record Proposal(
        @NotNull Boolean emergency,
        @NotNull Words titles,
        @NotNull Words texts,
        @NotEmpty @Size(max = 50) Set<@Pattern(regexp = "\\d{6}|\\d{12}") String> divisions,
        @NotNull @Size(max = 20) Set<@NotBlank @Size(max = 40) String> topics,
        @NotNull @Size(max = 20) Set<@NotBlank @Size(max = 40) String> groups,
        @NotNull Instant validUntil,
        Optional<Instant> startAt,
        Optional<@jakarta.validation.constraints.Positive Integer> perSecond) {

    /**
     * Words in the languages of the city.
     *
     * @param zhHans 简体中文
     */
    record Words(@NotBlank @Size(max = 200) String zhHans, Optional<@Size(max = 400) String> en) {

        private void addTo(Map<String, String> facts, String name) {
            facts.put(name + "@zh-Hans", zhHans);
            en.ifPresent(english -> facts.put(name + "@en", english));
        }
    }

    /** Whether it would be over before it begins. */
    boolean isInVain(Instant now) {
        Instant start = startAt.filter(at -> at.isAfter(now)).orElse(now);
        return !validUntil.isAfter(start);
    }

    Lane lane() {
        return emergency ? Lane.EMERGENCY : Lane.NOTICE;
    }

    NewBroadcast toBroadcast(UUID campaign, Templates templates, Instant now) {
        Map<String, String> facts = new HashMap<>();
        titles.addTo(facts, "title");
        texts.addTo(facts, "text");
        return new NewBroadcast(
                "campaigns",
                campaign.toString(),
                "campaign:" + campaign,
                templates.newest(emergency ? "campaign.emergency" : "campaign.notice"),
                facts,
                Optional.empty(),
                new Audience(divisions, topics, groups),
                now,
                validUntil);
    }
}
