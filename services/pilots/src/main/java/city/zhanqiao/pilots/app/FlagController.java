package city.zhanqiao.pilots.app;

import city.zhanqiao.city.IdempotencyKey;
import city.zhanqiao.city.Outcome;
import city.zhanqiao.city.identity.Access;
import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.city.identity.Role;
import city.zhanqiao.data.Outcomes;
import city.zhanqiao.data.idempotency.Act;
import city.zhanqiao.pilots.app.Documents.Document;
import city.zhanqiao.pilots.app.Documents.Edition;
import city.zhanqiao.web.etag.IfMatch;

import io.swagger.v3.oas.annotations.Operation;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

import reactor.core.publisher.Mono;

import java.util.List;
import java.util.Optional;

/** The desk for feature flags, moved by two people. */
@RestController
class FlagController {

    private static final String PATH = "/admin/v1/flags";

    private final Documents<Flag> flags;
    private final Desk desk;

    FlagController(Documents<Flag> flags, Desk desk) {
        this.flags = flags;
        this.desk = desk;
    }

    @GetMapping(PATH)
    @Access(value = Access.By.STAFF, roles = Role.PILOT_OFFICE, reach = Access.Reach.ALL)
    @Operation(summary = "Feature flags, with their history")
    Mono<ResponseEntity<Flags>> flags() {
        return flags.find().map(Flags::of).map(Desk::toAnswer);
    }

    @PutMapping(PATH)
    @Access(value = Access.By.STAFF, roles = Role.PILOT_OFFICE, reach = Access.Reach.ALL)
    @Operation(summary = "Propose feature flags; another person puts them in force")
    Mono<ResponseEntity<Flags>> proposeFlags(
            @Valid @RequestBody FlagsRequest request,
            IfMatch seen,
            IdempotencyKey key,
            Caller.Staff staff) {
        return desk.once(
                new Act(staff, key, "propose flags", request),
                Flags.class,
                Mono.fromSupplier(request::check)
                        .flatMap(
                                Outcomes.then(
                                        good -> flags.propose(staff, seen, good, request.reason())))
                        .map(outcome -> outcome.map(Flags::of)));
    }

    @PostMapping(PATH + "/approval")
    @Access(value = Access.By.STAFF, roles = Role.PILOT_OFFICE, reach = Access.Reach.ALL)
    @Operation(summary = "Put another person's flags in force")
    Mono<ResponseEntity<Flags>> approveFlags(IfMatch seen, IdempotencyKey key, Caller.Staff staff) {
        return desk.once(
                new Act(staff, key, "approve flags", seen),
                Flags.class,
                flags.approve(staff, seen).map(outcome -> outcome.map(Flags::of)));
    }

    @PostMapping(PATH + "/rejection")
    @Access(value = Access.By.STAFF, roles = Role.PILOT_OFFICE, reach = Access.Reach.ALL)
    @Operation(summary = "Send proposed flags back, or withdraw one's own")
    Mono<ResponseEntity<Flags>> rejectFlags(IfMatch seen, IdempotencyKey key, Caller.Staff staff) {
        return desk.once(
                new Act(staff, key, "reject flags", seen),
                Flags.class,
                flags.reject(staff, seen).map(outcome -> outcome.map(Flags::of)));
    }

    record FlagsRequest(
            @NotNull @Size(max = 200) List<@NotNull @Valid Flag> flags,
            @NotBlank @Size(max = 1000) String reason) {

        Outcome<List<Flag>, Refusal> check() {
            return Desk.once(flags, Flag::code);
        }
    }

    /**
     * Feature flags.
     *
     * @param version for the next {@code If-Match}
     * @param proposed waits for another person
     */
    record Flags(
            long version, List<Flag> flags, Optional<List<Flag>> proposed, List<Change> history)
            implements Desk.View {

        static Flags of(Document<Flag> document) {
            return new Flags(
                    document.version().number(),
                    document.inForce(),
                    document.proposed().map(Edition::content),
                    Change.of(document));
        }
    }
}
