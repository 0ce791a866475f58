package city.zhanqiao.gateway.start;

import city.zhanqiao.city.identity.Access;
import city.zhanqiao.web.language.Language;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;

import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import tools.jackson.databind.node.ObjectNode;

import java.time.Duration;

/** What an app asks before anything else. */
@RestController
@Tag(name = "start")
class StartController {

    private static final CacheControl FOR_A_WHILE =
            CacheControl.maxAge(Duration.ofSeconds(10))
                    .cachePublic()
                    .staleIfError(Duration.ofDays(7));

    private final StartCopy copy;

    StartController(StartCopy copy) {
        this.copy = copy;
    }

    @GetMapping("/open/v1/start")
    @Access(value = Access.By.ANYONE, reach = Access.Reach.ALL)
    @Operation(
            summary = "Minimum versions, flags, maintenance, hotline",
            description =
                    "`platforms[]` {platform, minimum, recommended, features[], shopLink},"
                        + " `flags[]`, `maintenance[]` {component, affects, from, until},"
                        + " `hotline`. Always answered from the gateway's copy, also while every"
                        + " service is out; keep your own copy for when the gateway is out too.")
    ResponseEntity<ObjectNode> start(Language language) {
        var now = copy.in(language);
        return ResponseEntity.ok()
                .eTag(now.etag())
                .cacheControl(FOR_A_WHILE)
                .header(HttpHeaders.CONTENT_LANGUAGE, language.tag())
                .varyBy(HttpHeaders.ACCEPT_LANGUAGE)
                .body(now.body());
    }
}
