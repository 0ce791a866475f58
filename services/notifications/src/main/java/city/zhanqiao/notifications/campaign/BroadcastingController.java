package city.zhanqiao.notifications.campaign;

import city.zhanqiao.city.identity.Access;
import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.notifications.campaign.Broadcasting.Headcount;
import city.zhanqiao.notifications.campaign.Broadcasting.Telling;
import city.zhanqiao.notifications.inbox.Audience;

import io.swagger.v3.oas.annotations.Operation;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import reactor.core.publisher.Mono;

import java.util.List;
import java.util.Set;

/** For the services whose news is broadcast; figures only. */
@RestController
class BroadcastingController {

    private final Broadcasting broadcasting;

    BroadcastingController(Broadcasting broadcasting) {
        this.broadcasting = broadcasting;
    }

    @PostMapping("/internal/v1/audiences")
    @Access(value = Access.By.SERVICE, reach = Access.Reach.ALL)
    @Operation(summary = "How many residents and devices a broadcast would concern")
    Mono<Headcount> count(@Valid @RequestBody AudienceQuestion asked, Caller.Service service) {
        return broadcasting.count(new Audience(asked.divisions(), asked.topics(), asked.groups()));
    }

    @GetMapping("/internal/v1/broadcasts")
    @Access(value = Access.By.SERVICE, reach = Access.Reach.ALL)
    @Operation(summary = "What was told about a subject, and how far it is; 50 at the most")
    Mono<TellingList> list(@RequestParam String subject, Caller.Service service) {
        return broadcasting.list(subject).collectList().map(TellingList::new);
    }

    /** Whom it is for. */
    record AudienceQuestion(
            @NotEmpty Set<String> divisions,
            @NotNull Set<String> topics,
            @NotNull Set<String> groups) {}

    /** What was told, the newest first. */
    record TellingList(List<Telling> items) {}
}
