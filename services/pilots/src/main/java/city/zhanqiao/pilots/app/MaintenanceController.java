package city.zhanqiao.pilots.app;

import city.zhanqiao.city.IdempotencyKey;
import city.zhanqiao.city.Outcome;
import city.zhanqiao.city.identity.Access;
import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.city.identity.Role;
import city.zhanqiao.data.Outcomes;
import city.zhanqiao.data.idempotency.Act;
import city.zhanqiao.pilots.app.Documents.Document;
import city.zhanqiao.web.etag.IfMatch;

import io.swagger.v3.oas.annotations.Operation;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

import reactor.core.publisher.Mono;

import java.util.List;

/** The desk for maintenance, which must not wait for a second person. */
@RestController
class MaintenanceController {

    private static final String PATH = "/admin/v1/maintenance";

    private final Documents<MaintenanceWindow> maintenance;
    private final Desk desk;

    MaintenanceController(Documents<MaintenanceWindow> maintenance, Desk desk) {
        this.maintenance = maintenance;
        this.desk = desk;
    }

    @GetMapping(PATH)
    @Access(
            value = Access.By.STAFF,
            roles = {Role.PILOT_OFFICE, Role.SYSTEM_ADMIN},
            reach = Access.Reach.ALL)
    @Operation(summary = "Maintenance windows, with their history")
    Mono<ResponseEntity<Maintenance>> maintenance() {
        return maintenance.find().map(Maintenance::of).map(Desk::toAnswer);
    }

    @PutMapping(PATH)
    @Access(
            value = Access.By.STAFF,
            roles = {Role.PILOT_OFFICE, Role.SYSTEM_ADMIN},
            reach = Access.Reach.ALL)
    @Operation(summary = "Announce maintenance; in force at once")
    Mono<ResponseEntity<Maintenance>> announce(
            @Valid @RequestBody MaintenanceRequest request,
            IfMatch seen,
            IdempotencyKey key,
            Caller.Staff staff) {
        return desk.once(
                new Act(staff, key, "announce maintenance", request),
                Maintenance.class,
                Mono.fromSupplier(request::check)
                        .flatMap(
                                Outcomes.then(good ->
                                        maintenance.put(staff, seen, good, request.reason())))
                        .map(outcome -> outcome.map(Maintenance::of)));
    }

    record MaintenanceRequest(
            @NotNull @Size(max = 50) List<@NotNull @Valid MaintenanceWindow> windows,
            @NotBlank @Size(max = 1000) String reason) {

        Outcome<List<MaintenanceWindow>, Refusal> check() {
            for (int index = 0; index < windows.size(); index++) {
                if (!windows.get(index).isSound()) {
                    return Outcome.refused(new Refusal.WindowUnsound(index));
                }
            }
            return Outcome.done(windows);
        }
    }

    /**
     * Maintenance windows.
     *
     * @param version for the next {@code If-Match}
     */
    record Maintenance(long version, List<MaintenanceWindow> windows, List<Change> history)
            implements Desk.View {

        static Maintenance of(Document<MaintenanceWindow> document) {
            return new Maintenance(
                    document.version().number(), document.inForce(), Change.of(document));
        }
    }
}
