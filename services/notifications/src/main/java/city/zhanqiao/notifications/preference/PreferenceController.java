package city.zhanqiao.notifications.preference;

import city.zhanqiao.city.Version;
import city.zhanqiao.city.identity.Access;
import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.city.problem.FieldFault;
import city.zhanqiao.city.problem.ProblemException;
import city.zhanqiao.data.audit.AuditEntry;
import city.zhanqiao.data.audit.AuditLog;
import city.zhanqiao.data.database.Transactions;
import city.zhanqiao.notifications.NotificationsProblem;
import city.zhanqiao.notifications.recipient.Recipient;
import city.zhanqiao.notifications.recipient.Recipients;
import city.zhanqiao.notifications.template.Kind;
import city.zhanqiao.web.etag.Answers;
import city.zhanqiao.web.etag.IfMatch;
import city.zhanqiao.web.problem.CommonProblem;

import io.swagger.v3.oas.annotations.Operation;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

import reactor.core.publisher.Mono;

import java.time.LocalTime;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A resident's own choices. Elder mode is chosen in the profile and only shown here. */
@RestController
class PreferenceController {

    private static final String PATH = "/api/v1/notification-preferences";
    private static final String TIME = "([01]\\d|2[0-3]):[0-5]\\d";

    private final Preferences preferences;
    private final Recipients recipients;
    private final Transactions transactions;
    private final AuditLog audit;

    PreferenceController(
            Preferences preferences,
            Recipients recipients,
            Transactions transactions,
            AuditLog audit) {
        this.preferences = preferences;
        this.recipients = recipients;
        this.transactions = transactions;
        this.audit = audit;
    }

    @GetMapping(PATH)
    @Access(Access.By.RESIDENT)
    @Operation(summary = "What I hear of, through which channel and at what hours")
    Mono<ResponseEntity<PreferenceView>> own(Caller.Resident resident) {
        return preferences
                .of(resident.id())
                .zipWith(recipients.get(resident.id()))
                .map(both -> toAnswer(both.getT1(), both.getT2()));
    }

    @PutMapping(PATH)
    @Access(Access.By.RESIDENT)
    @Operation(summary = "Choose anew; what is left out is as usual")
    Mono<ResponseEntity<PreferenceView>> choose(
            @Valid @RequestBody Choices chosen, IfMatch seen, Caller.Resident resident) {
        Preference wanted = chosen.toPreference();
        return transactions
                .run(
                        preferences
                                .put(resident.id(), wanted, seen.expected().map(Version::number))
                                .flatMap(version -> audit.add(done(resident)).thenReturn(version)))
                .switchIfEmpty(Mono.error(() -> new ProblemException(CommonProblem.STALE_VERSION)))
                .then(own(resident));
    }

    private static AuditEntry done(Caller.Resident resident) {
        return AuditEntry.done(resident, "preference.choose", resident.id().value(), resident.id());
    }

    private static ResponseEntity<PreferenceView> toAnswer(Preference own, Recipient recipient) {
        return Answers.ok(
                new Version(own.version()),
                new PreferenceView(
                        recipient.elderMode(),
                        Arrays.stream(Kind.values())
                                .flatMap(kind ->
                                        Arrays.stream(Channel.values())
                                                .map(channel ->
                                                        toView(own, recipient, kind, channel)))
                                .toList(),
                        own.quiet()
                                .map(quiet ->
                                        new Quiet(
                                                quiet.from().toString(), quiet.until().toString())),
                        recipient.zone().getId(),
                        own.digest()));
    }

    private static ChoiceView toView(
            Preference own, Recipient recipient, Kind kind, Channel channel) {
        return new ChoiceView(
                kind,
                channel,
                own.wants(kind, channel, recipient.elderMode()),
                kind == Kind.EMERGENCY);
    }

    /**
     * What is chosen.
     *
     * @param quietHours absent for none
     * @param noticeDigest local notices ring once a day
     */
    record Choices(
            @NotNull @Size(max = 20) List<@Valid Choice> choices,
            Optional<@Valid Quiet> quietHours,
            @NotNull Boolean noticeDigest) {

        Preference toPreference() {
            Map<Kind, Map<Channel, Boolean>> wanted = new EnumMap<>(Kind.class);
            for (int at = 0; at < choices.size(); at++) {
                Choice one = choices.get(at);
                String pointer = "/choices/" + at;
                if (one.kind() == Kind.EMERGENCY && !one.wanted()) {
                    throw fault(
                            NotificationsProblem.EMERGENCY_CANNOT_BE_SILENCED, pointer + "/wanted");
                }
                boolean twice =
                        wanted.computeIfAbsent(one.kind(), kind -> new EnumMap<>(Channel.class))
                                        .put(one.channel(), one.wanted())
                                != null;
                if (twice) {
                    throw fault(NotificationsProblem.CHOICE_GIVEN_TWICE, pointer);
                }
            }
            return new Preference(1, wanted, quietHours.map(Quiet::toHours), noticeDigest);
        }

        private static ProblemException fault(NotificationsProblem problem, String pointer) {
            return new ProblemException(problem)
                    .withFaults(List.of(new FieldFault(pointer, "invalid", "")));
        }
    }

    record Choice(@NotNull Kind kind, @NotNull Channel channel, @NotNull Boolean wanted) {}

    /**
     * Hours of the resident's zone.
     *
     * @param from such as {@code 21:00}
     * @param until such as {@code 08:00}; may lie on the next day
     */
    record Quiet(
            @NotNull @Pattern(regexp = TIME) String from,
            @NotNull @Pattern(regexp = TIME) String until) {

        QuietHours toHours() {
            if (from.equals(until)) {
                throw Choices.fault(
                        NotificationsProblem.QUIET_HOURS_WITHOUT_END, "/quietHours/until");
            }
            return new QuietHours(LocalTime.parse(from), LocalTime.parse(until));
        }
    }

    /**
     * What holds now.
     *
     * @param elderMode 长辈模式, from the profile: text messages instead of pushes, larger text
     * @param choices every kind with every channel
     * @param zone in which quiet hours are reckoned
     */
    record PreferenceView(
            boolean elderMode,
            List<ChoiceView> choices,
            Optional<Quiet> quietHours,
            String zone,
            boolean noticeDigest) {}

    /**
     * Whether a kind of message goes through a channel.
     *
     * @param fixed cannot be switched off
     */
    record ChoiceView(Kind kind, Channel channel, boolean wanted, boolean fixed) {}
}
