package city.zhanqiao.residents.profile;

import city.zhanqiao.city.identity.Access;
import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.web.language.Language;

import io.swagger.v3.oas.annotations.Operation;

import jakarta.validation.Valid;

import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

import reactor.core.publisher.Mono;

/** Tells other services whose document a clerk has before them. */
@RestController
class IdentificationController {

    private final Identify identify;

    IdentificationController(Identify identify) {
        this.identify = identify;
    }

    @PostMapping("/internal/v1/identifications")
    @Access(value = Access.By.SERVICE, reach = Access.Reach.ALL)
    @Operation(summary = "Find the person of a checked document, or begin a file")
    Mono<IdentificationView> identify(
            @Valid @RequestBody Document document, Caller.Service service, ServerHttpRequest http) {
        return identify.identify(document, service)
                .map(outcome ->
                        outcome.orElseThrow(
                                no -> RefusalProblems.toProblem(no, "", Language.of(http))))
                .map(IdentificationView::new);
    }

    /** Whose document it is. */
    record IdentificationView(ResidentId residentId) {}
}
