package city.zhanqiao.notices.feed;

import city.zhanqiao.city.calendar.CityTime;
import city.zhanqiao.notices.cap.XmlText;
import city.zhanqiao.notices.notice.Content;
import city.zhanqiao.notices.reading.Board.Page;
import city.zhanqiao.notices.reading.PublicNotice;
import city.zhanqiao.notices.reading.Query;

import java.io.StringWriter;
import java.time.format.DateTimeFormatter;

import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** RSS 2.0. */
final class RssFeed {

    /** RFC 822 with a year of four digits, as RSS 2.0 prefers. */
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.RFC_1123_DATE_TIME.withZone(CityTime.ZONE);

    private final String base;

    RssFeed(String base) {
        this.base = base;
    }

    String write(Page page, Query query) {
        try {
            StringWriter text = new StringWriter();
            XMLStreamWriter out = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
            out.writeStartDocument("UTF-8", "1.0");
            out.writeStartElement("rss");
            out.writeAttribute("version", "2.0");
            out.writeStartElement("channel");
            element(out, "title", FeedTitle.of(query.division()));
            element(out, "link", FeedTitle.address(base, ".rss", query.division()));
            element(out, "description", FeedTitle.of(query.division()));
            element(out, "language", "zh-cn");
            element(out, "ttl", "5");
            for (PublicNotice notice : page.notices()) {
                item(out, notice);
            }
            out.writeEndElement();
            out.writeEndElement();
            out.writeEndDocument();
            return text.toString();
        } catch (XMLStreamException impossible) {
            throw new IllegalStateException(impossible); // memory does not fail
        }
    }

    private void item(XMLStreamWriter out, PublicNotice notice) throws XMLStreamException {
        Content.Text said = notice.content().chinese();
        out.writeStartElement("item");
        element(out, "title", said.title());
        element(out, "link", base + "/open/v1/notices/" + notice.id());
        element(out, "description", said.body());
        element(out, "category", notice.content().kind().name());
        out.writeStartElement("guid");
        out.writeAttribute("isPermaLink", "false");
        // A new edition is news again.
        out.writeCharacters("urn:uuid:" + notice.id() + "#" + notice.edition());
        out.writeEndElement();
        element(out, "pubDate", DATE.format(notice.publishedAt()));
        // RSS 2.0 knows one enclosure; the others are at the link.
        if (!notice.content().attachments().isEmpty()) {
            Content.Attachment file = notice.content().attachments().getFirst();
            out.writeEmptyElement("enclosure");
            out.writeAttribute("url", base + file.path());
            out.writeAttribute("length", Long.toString(file.size()));
            out.writeAttribute("type", file.mediaType());
        }
        out.writeEndElement();
    }

    private static void element(XMLStreamWriter out, String name, String text)
            throws XMLStreamException {
        out.writeStartElement(name);
        out.writeCharacters(XmlText.clean(text));
        out.writeEndElement();
    }
}
