package city.zhanqiao.notices.feed;

import city.zhanqiao.city.identity.Access;
import city.zhanqiao.notices.NoticesSettings;
import city.zhanqiao.notices.reading.Board;
import city.zhanqiao.notices.reading.Board.Page;
import city.zhanqiao.notices.reading.Query;

import io.swagger.v3.oas.annotations.Operation;

import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import reactor.core.publisher.Mono;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.BiFunction;

/** The current notices of a place for feed readers, in Chinese. */
@RestController
class FeedController {

    /** More than a reader shows; older ones are found by search. */
    private static final int ENTRIES = 50;

    /** An aggregator that takes our alerts must not be late with a withdrawal. */
    private static final CacheControl BRIEFLY = CacheControl.empty().cachePublic();

    private final Board board;
    private final AtomFeed atom;
    private final RssFeed rss;
    private final JsonFeed json;

    FeedController(Board board, NoticesSettings settings) {
        this.board = board;
        this.atom = new AtomFeed(settings.publicAddress());
        this.rss = new RssFeed(settings.publicAddress());
        this.json = new JsonFeed(settings.publicAddress());
    }

    @GetMapping(path = "/open/v1/notices.atom", produces = MediaType.APPLICATION_ATOM_XML_VALUE)
    @Access(value = Access.By.ANYONE, reach = Access.Reach.ALL)
    @Operation(summary = "Atom 1.0 (RFC 4287); each entry links its CAP alert")
    Mono<ResponseEntity<String>> atom(@RequestParam Optional<String> division) {
        return feed(division, MediaType.APPLICATION_ATOM_XML, atom::write);
    }

    @GetMapping(path = "/open/v1/notices.rss", produces = MediaType.APPLICATION_RSS_XML_VALUE)
    @Access(value = Access.By.ANYONE, reach = Access.Reach.ALL)
    @Operation(summary = "RSS 2.0")
    Mono<ResponseEntity<String>> rss(@RequestParam Optional<String> division) {
        return feed(division, MediaType.APPLICATION_RSS_XML, rss::write);
    }

    @GetMapping(path = "/open/v1/notices.json", produces = JsonFeed.TYPE)
    @Access(value = Access.By.ANYONE, reach = Access.Reach.ALL)
    @Operation(summary = "JSON Feed 1.1")
    Mono<ResponseEntity<JsonFeed.Feed>> json(@RequestParam Optional<String> division) {
        return Mono.fromSupplier(() -> Query.newest(division, ENTRIES))
                .flatMap(query -> board.list(query).map(page -> answer(page, query)));
    }

    private ResponseEntity<JsonFeed.Feed> answer(Page page, Query query) {
        return ResponseEntity.ok()
                .contentType(MediaType.valueOf(JsonFeed.TYPE))
                .cacheControl(BRIEFLY)
                .eTag(tag(page))
                .body(json.of(page, query.division()));
    }

    private Mono<ResponseEntity<String>> feed(
            Optional<String> division, MediaType type, BiFunction<Page, Query, String> write) {
        return Mono.fromSupplier(() -> Query.newest(division, ENTRIES))
                .flatMap(query ->
                        board.list(query)
                                .map(page ->
                                        ResponseEntity.ok()
                                                .contentType(
                                                        new MediaType(type, StandardCharsets.UTF_8))
                                                .cacheControl(BRIEFLY)
                                                .eTag(tag(page))
                                                .body(write.apply(page, query))));
    }

    private static String tag(Page page) {
        return "\"b" + page.version() + "\"";
    }
}
