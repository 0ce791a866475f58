package city.zhanqiao.data.personal;

import city.zhanqiao.city.identity.Access;
import city.zhanqiao.city.identity.ResidentId;

import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import reactor.core.publisher.Mono;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** Tells which members of staff looked at or handled a person's data here. */
@RestController
class AccessLogController {

    private final AccessLog log;

    AccessLogController(DatabaseClient database) {
        this.log = new AccessLog(database);
    }

    /**
     * @param also further ids that the person had before
     * @param before gives what is older than the entry with this id
     */
    @GetMapping("/internal/v1/access-log/{residentId}")
    @Access(value = Access.By.SERVICE, reach = Access.Reach.ALL)
    Mono<AccessPage> list(
            @PathVariable String residentId,
            @RequestParam(defaultValue = "") List<String> also,
            @RequestParam Optional<UUID> before,
            @RequestParam(defaultValue = "50") int limit) {
        List<ResidentId> ids =
                Stream.concat(Stream.of(residentId), also.stream())
                        .map(PersonalProblem::residentId)
                        .toList();
        return log.list(ids, before, limit).map(AccessPage::new);
    }

    /** A stretch of the log, newest first. */
    record AccessPage(List<AccessLog.Entry> items) {}
}
