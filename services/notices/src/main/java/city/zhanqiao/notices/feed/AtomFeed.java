package city.zhanqiao.notices.feed;

import city.zhanqiao.notices.cap.XmlText;
import city.zhanqiao.notices.notice.Content;
import city.zhanqiao.notices.reading.Board.Page;
import city.zhanqiao.notices.reading.PublicNotice;
import city.zhanqiao.notices.reading.Query;

import java.io.StringWriter;
import java.time.Instant;

import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Atom 1.0 (RFC 4287). */
final class AtomFeed {

    private static final String NAMESPACE = "http://www.w3.org/2005/Atom";

    private final String base;

    AtomFeed(String base) {
        this.base = base;
    }

    String write(Page page, Query query) {
        try {
            StringWriter text = new StringWriter();
            XMLStreamWriter out = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
            out.writeStartDocument("UTF-8", "1.0");
            out.writeStartElement("feed");
            out.writeDefaultNamespace(NAMESPACE);
            out.writeAttribute("xml:lang", Content.CHINESE);
            String self = FeedTitle.address(base, ".atom", query.division());
            element(out, "id", self);
            element(out, "title", FeedTitle.of(query.division()));
            element(out, "updated", updated(page).toString());
            out.writeStartElement("author");
            element(out, "name", "青岛市");
            out.writeEndElement();
            link(out, "self", self, "application/atom+xml");
            for (PublicNotice notice : page.notices()) {
                entry(out, notice);
            }
            out.writeEndElement();
            out.writeEndDocument();
            return text.toString();
        } catch (XMLStreamException impossible) {
            throw new IllegalStateException(impossible); // memory does not fail
        }
    }

    private void entry(XMLStreamWriter out, PublicNotice notice) throws XMLStreamException {
        Content.Text said = notice.content().chinese();
        String address = base + "/open/v1/notices/" + notice.id();
        out.writeStartElement("entry");
        element(out, "id", "urn:uuid:" + notice.id());
        element(out, "title", said.title());
        element(out, "updated", notice.publishedAt().toString());
        element(out, "published", notice.firstPublishedAt().toString());
        link(out, "alternate", address, "application/json");
        link(out, "related", address + "/cap", "application/cap+xml");
        for (Content.Attachment file : notice.content().attachments()) {
            out.writeEmptyElement("link");
            out.writeAttribute("rel", "enclosure");
            out.writeAttribute("href", base + file.path());
            out.writeAttribute("type", file.mediaType());
            out.writeAttribute("title", XmlText.clean(file.name()));
            out.writeAttribute("length", Long.toString(file.size()));
        }
        out.writeEmptyElement("category");
        out.writeAttribute("term", notice.content().kind().name());
        element(out, "summary", said.summary());
        out.writeStartElement("content");
        out.writeAttribute("type", "html");
        out.writeCharacters(XmlText.clean(said.body()));
        out.writeEndElement();
        out.writeEndElement();
    }

    /** An empty feed has never been updated since the city's clock began. */
    private static Instant updated(Page page) {
        return page.notices().stream()
                .map(PublicNotice::publishedAt)
                .max(Instant::compareTo)
                .orElse(Instant.EPOCH);
    }

    private static void link(XMLStreamWriter out, String relation, String address, String type)
            throws XMLStreamException {
        out.writeEmptyElement("link");
        out.writeAttribute("rel", relation);
        out.writeAttribute("href", address);
        out.writeAttribute("type", type);
    }

    private static void element(XMLStreamWriter out, String name, String text)
            throws XMLStreamException {
        out.writeStartElement(name);
        out.writeCharacters(XmlText.clean(text));
        out.writeEndElement();
    }
}
