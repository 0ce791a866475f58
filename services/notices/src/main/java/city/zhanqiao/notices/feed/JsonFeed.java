package city.zhanqiao.notices.feed;

import city.zhanqiao.city.division.DivisionCode;
import city.zhanqiao.notices.notice.Content;
import city.zhanqiao.notices.reading.Board.Page;
import city.zhanqiao.notices.reading.PublicNotice;

import com.fasterxml.jackson.annotation.JsonProperty;

import io.swagger.v3.oas.annotations.media.Schema;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** JSON Feed 1.1. */
final class JsonFeed {

    static final String TYPE = "application/feed+json";

    /** Says which format this is; the format's own name for itself. */
    private static final String VERSION = "https://jsonfeed.org/version/1.1";

    private final String base;

    JsonFeed(String base) {
        this.base = base;
    }

    Feed of(Page page, Optional<DivisionCode> division) {
        return new Feed(
                VERSION,
                FeedTitle.of(division),
                FeedTitle.address(base, ".json", division),
                Content.CHINESE,
                page.notices().stream().map(this::item).toList());
    }

    private Item item(PublicNotice notice) {
        Content.Text said = notice.content().chinese();
        return new Item(
                "urn:uuid:" + notice.id(),
                base + "/open/v1/notices/" + notice.id(),
                said.title(),
                said.summary(),
                said.body(),
                notice.firstPublishedAt(),
                notice.publishedAt(),
                List.of(notice.content().kind().name()),
                notice.content().attachments().stream().map(this::file).toList());
    }

    private Attachment file(Content.Attachment file) {
        return new Attachment(base + file.path(), file.mediaType(), file.name(), file.size());
    }

    /** The feed. */
    record Feed(
            String version,
            String title,
            @JsonProperty("feed_url") String feedUrl,
            String language,
            List<Item> items) {}

    /** One notice in it. */
    record Item(
            String id,
            String url,
            String title,
            String summary,
            @JsonProperty("content_html") String contentHtml,
            @JsonProperty("date_published") Instant datePublished,
            @JsonProperty("date_modified") Instant dateModified,
            List<String> tags,
            List<Attachment> attachments) {}

    /** A file that comes with it. */
    @Schema(name = "FeedAttachment")
    record Attachment(
            String url,
            @JsonProperty("mime_type") String mimeType,
            String title,
            @JsonProperty("size_in_bytes") long sizeInBytes) {}
}
