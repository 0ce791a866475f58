package city.zhanqiao.residents.accesslog;

import city.zhanqiao.city.identity.Access;
import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.city.identity.RealNameLevel;
import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.city.problem.ProblemException;
import city.zhanqiao.residents.ResidentsProblem;
import city.zhanqiao.residents.accesslog.WhoLooked.Looked;
import city.zhanqiao.residents.authority.Guardians;
import city.zhanqiao.residents.profile.Files;
import city.zhanqiao.web.page.Cursor;
import city.zhanqiao.web.page.Paging;

import io.swagger.v3.oas.annotations.Operation;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import reactor.core.publisher.Mono;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Who looked at my file. */
@RestController
class AccessLogController {

    private final Files files;
    private final Guardians guardians;
    private final WhoLooked whoLooked;

    AccessLogController(Files files, Guardians guardians, WhoLooked whoLooked) {
        this.files = files;
        this.guardians = guardians;
        this.whoLooked = whoLooked;
    }

    @GetMapping("/api/v1/me/access-log")
    @Access(value = Access.By.RESIDENT, level = RealNameLevel.L2)
    @Operation(
            summary = "Every time that staff saw or handled my data, newest first",
            description = "With actingFor, that of a child under 14 whose guardian I am.")
    Mono<AccessLogView> list(
            @RequestParam Optional<ResidentId> actingFor, Paging paging, Caller.Resident resident) {
        return files.openOrProblem(resident)
                .flatMap(file -> whose(file.id(), actingFor))
                .flatMap(person ->
                        whoLooked.list(
                                person,
                                paging.cursor().map(cursor -> cursor.uuid(0)),
                                paging.limit()))
                .map(AccessLogView::of);
    }

    private Mono<ResidentId> whose(ResidentId caller, Optional<ResidentId> child) {
        return child.map(one ->
                        guardians
                                .isGuardian(caller, one)
                                .filter(guardian -> guardian)
                                .map(guardian -> one)
                                .switchIfEmpty(
                                        Mono.error(() ->
                                                new ProblemException(
                                                        ResidentsProblem.NOT_GUARDIAN))))
                .orElseGet(() -> Mono.just(caller));
    }

    /**
     * Who looked.
     *
     * @param next cursor of the following page
     * @param silent services that did not answer just now; their entries are missing here
     */
    record AccessLogView(List<EntryView> items, Optional<Cursor> next, List<String> silent) {
        static AccessLogView of(WhoLooked.Page page) {
            return new AccessLogView(
                    page.items().stream()
                            .map(looked -> EntryView.of(looked, page.names()))
                            .toList(),
                    page.next().map(Cursor::of),
                    page.silent());
        }
    }

    /**
     * One time.
     *
     * @param actorKind staff, service or resident
     * @param standIn who acted for me: the id that authority was given to
     * @param standInName of the same person, masked
     * @param roles what the person was there for
     * @param district absent for staff of the whole city
     */
    record EntryView(
            Instant at,
            String service,
            String actorKind,
            Optional<ResidentId> standIn,
            Optional<String> standInName,
            Optional<String> roles,
            Optional<String> department,
            Optional<String> district,
            String action,
            Optional<String> purpose,
            String result) {
        static EntryView of(Looked looked, Map<ResidentId, String> names) {
            return new EntryView(
                    looked.entry().at(),
                    looked.service(),
                    looked.entry().actorKind(),
                    looked.entry().standIn(),
                    looked.entry().standIn().flatMap(who -> Optional.ofNullable(names.get(who))),
                    looked.entry().roles(),
                    looked.entry().department(),
                    looked.entry().district(),
                    looked.entry().action(),
                    looked.entry().purpose(),
                    looked.entry().result());
        }
    }
}
