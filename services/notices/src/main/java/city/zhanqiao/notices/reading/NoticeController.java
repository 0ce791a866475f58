package city.zhanqiao.notices.reading;

import city.zhanqiao.city.identity.Access;
import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.city.problem.ProblemException;
import city.zhanqiao.notices.NoticesProblem;
import city.zhanqiao.notices.notice.Content;
import city.zhanqiao.notices.notice.NoticeId;
import city.zhanqiao.notices.reading.Board.Page;
import city.zhanqiao.notices.reading.NoticeViews.NoticeList;
import city.zhanqiao.notices.reading.NoticeViews.NoticeView;
import city.zhanqiao.notices.reading.NoticeViews.OwnNotice;
import city.zhanqiao.notices.reading.NoticeViews.OwnNoticeList;
import city.zhanqiao.notices.reading.OwnReadings.ForResident;
import city.zhanqiao.notices.reading.OwnReadings.Reader;
import city.zhanqiao.notices.resident.Interests;
import city.zhanqiao.web.page.Cursor;
import city.zhanqiao.web.page.Paging;

import io.swagger.v3.oas.annotations.Operation;

import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import reactor.core.publisher.Mono;

import java.util.List;
import java.util.Optional;

/** Reading: for everybody, and for a resident what concerns them. */
@RestController
class NoticeController {

    /** The gateway keeps it for less than a second; others ask each time whether it still holds. */
    static final CacheControl BRIEFLY = CacheControl.empty().cachePublic();

    private final Board board;
    private final OwnReadings readings;
    private final Interests interests;

    NoticeController(Board board, OwnReadings readings, Interests interests) {
        this.board = board;
        this.readings = readings;
        this.interests = interests;
    }

    @GetMapping("/open/v1/notices")
    @Access(value = Access.By.ANYONE, reach = Access.Reach.ALL)
    @Operation(summary = "Current notices by place, topic, kind and words, newest first")
    Mono<ResponseEntity<NoticeList>> list(
            @RequestParam Optional<String> division,
            @RequestParam Optional<String> topic,
            @RequestParam Optional<Content.Kind> kind,
            @RequestParam Optional<String> q,
            Paging paging,
            ServerHttpRequest request) {
        Tongue tongue = Tongue.of(request);
        return Mono.fromSupplier(() -> Query.of(division, topic, kind, q, paging))
                .flatMap(board::list)
                .map(page -> toAnswer(page, tongue, paging));
    }

    @GetMapping("/open/v1/notices/{id}")
    @Access(value = Access.By.ANYONE, reach = Access.Reach.ALL)
    @Operation(summary = "One notice; a withdrawn one says so and why")
    Mono<ResponseEntity<NoticeView>> one(@PathVariable NoticeId id, ServerHttpRequest request) {
        Tongue tongue = Tongue.of(request);
        return board.find(id)
                .switchIfEmpty(Mono.error(NoticeController::notFound))
                .map(notice -> toAnswer(notice, tongue));
    }

    @GetMapping("/api/v1/notices/for-me")
    @Access(Access.By.RESIDENT)
    @Operation(summary = "What concerns me: emergencies first, then newest first, with what I read")
    Mono<OwnNoticeList> forMe(
            @RequestParam(defaultValue = "false") boolean unread,
            Paging paging,
            Caller.Resident resident,
            ServerHttpRequest request) {
        Tongue tongue = Tongue.of(request);
        return interests
                .of(resident.id())
                .map(interest -> new Reader(resident.id().value(), interest))
                .flatMap(reader ->
                        Mono.zip(
                                readings.list(reader, unread, paging.cursor(), paging.limit())
                                        .collectList(),
                                readings.countUnread(reader)))
                .map(both -> toOwnList(both.getT1(), both.getT2(), tongue, paging));
    }

    @PutMapping("/api/v1/notices/{id}/reading")
    @Access(Access.By.RESIDENT)
    @Operation(summary = "I have read this edition")
    Mono<ResponseEntity<Void>> read(@PathVariable NoticeId id, Caller.Resident resident) {
        return readings.mark(resident.id().value(), id)
                .filter(Boolean::booleanValue)
                .switchIfEmpty(Mono.error(NoticeController::notFound))
                .map(_ -> ResponseEntity.noContent().build());
    }

    @DeleteMapping("/api/v1/notices/{id}/reading")
    @Access(Access.By.RESIDENT)
    @Operation(summary = "I want to read this again: mark it as unread")
    Mono<ResponseEntity<Void>> unread(@PathVariable NoticeId id, Caller.Resident resident) {
        return readings.unmark(resident.id().value(), id)
                .thenReturn(ResponseEntity.noContent().build());
    }

    private static ResponseEntity<NoticeList> toAnswer(Page page, Tongue tongue, Paging paging) {
        List<PublicNotice> found = page.notices();
        Optional<Cursor> next =
                found.size() < paging.limit()
                        ? Optional.empty()
                        : Optional.of(
                                Cursor.of(
                                        found.getLast().publishedAt(),
                                        found.getLast().id().value()));
        return ResponseEntity.ok()
                .cacheControl(BRIEFLY)
                .eTag("\"b%d-%s\"".formatted(page.version(), tongue.tag()))
                .header(HttpHeaders.CONTENT_LANGUAGE, tongue.tag())
                .varyBy(HttpHeaders.ACCEPT_LANGUAGE)
                .body(
                        new NoticeList(
                                page.version(),
                                found.stream()
                                        .map(notice -> NoticeViews.toLine(notice, tongue))
                                        .toList(),
                                next));
    }

    private static ResponseEntity<NoticeView> toAnswer(PublicNotice notice, Tongue tongue) {
        NoticeView view = NoticeViews.toView(notice, tongue);
        return ResponseEntity.ok()
                .cacheControl(BRIEFLY)
                .eTag("\"e%d-%s-%s\"".formatted(notice.edition(), view.state(), tongue.tag()))
                .header(HttpHeaders.CONTENT_LANGUAGE, view.language())
                .varyBy(HttpHeaders.ACCEPT_LANGUAGE)
                .body(view);
    }

    private static OwnNoticeList toOwnList(
            List<ForResident> found, long unread, Tongue tongue, Paging paging) {
        return new OwnNoticeList(
                found.stream()
                        .map(own ->
                                new OwnNotice(NoticeViews.toLine(own.notice(), tongue), own.read()))
                        .toList(),
                unread,
                found.size() < paging.limit()
                        ? Optional.empty()
                        : Optional.of(place(found.getLast().notice())));
    }

    private static Cursor place(PublicNotice last) {
        boolean urgent = last.content().kind() == Content.Kind.EMERGENCY;
        return Cursor.of(last.publishedAt(), last.id().value(), urgent ? 1L : 0L);
    }

    private static ProblemException notFound() {
        return new ProblemException(NoticesProblem.NOTICE_NOT_FOUND);
    }
}
