package city.zhanqiao.notices.cap;

import city.zhanqiao.city.calendar.CityTime;
import city.zhanqiao.city.division.Division;
import city.zhanqiao.city.division.DivisionCode;
import city.zhanqiao.city.division.Divisions;
import city.zhanqiao.notices.notice.Content;
import city.zhanqiao.notices.reading.PublicNotice;

import org.jsoup.Jsoup;

import java.io.StringWriter;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes a notice as an alert of CAP 1.2, its elements in the order of the schema. */
final class CapWriter {

    /** §3.3.2: seconds and a numeric offset, {@code +08:00} here. */
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssxxx").withZone(CityTime.ZONE);

    private final String sender;
    private final String address;
    private final Divisions divisions = Divisions.ofQingdao();

    /**
     * @param sender name of the city's alerts in the whole world, without spaces and commas
     * @param address base of the public API, without a slash at its end
     */
    CapWriter(String sender, String address) {
        this.sender = sender;
        this.address = address;
    }

    /**
     * The alert of a notice's present edition.
     *
     * @param earlier when each edition before this one was published, the first first; a withdrawal
     *     is one more message after the last edition
     */
    String write(PublicNotice notice, List<Instant> earlier, Instant sent) {
        try {
            StringWriter text = new StringWriter();
            XMLStreamWriter out = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
            out.writeStartDocument("UTF-8", "1.0");
            out.writeStartElement("alert");
            out.writeDefaultNamespace(CapGrammar.NAMESPACE);
            head(out, notice, earlier, sent);
            for (Map.Entry<String, Content.Text> said :
                    new TreeMap<>(notice.content().texts()).entrySet()) {
                info(out, notice, said.getKey(), said.getValue());
            }
            out.writeEndElement();
            out.writeEndDocument();
            return text.toString();
        } catch (XMLStreamException impossible) {
            throw new IllegalStateException(impossible); // memory does not fail
        }
    }

    private void head(XMLStreamWriter out, PublicNotice notice, List<Instant> earlier, Instant sent)
            throws XMLStreamException {
        element(out, "identifier", identifier(notice, earlier.size() + 1));
        element(out, "sender", sender);
        element(out, "sent", DATE.format(sent));
        // Whoever takes it in must not act on what is made up.
        element(out, "status", notice.content().example() ? "Exercise" : "Actual");
        element(out, "msgType", messageType(notice, earlier));
        element(out, "scope", "Public");
        if (notice.withdrawn().isPresent()) {
            element(out, "note", notice.withdrawn().get());
        } else if (notice.content().example()) {
            element(out, "note", "示例，情况均为虚构 (an example, made up)");
        }
        if (!earlier.isEmpty()) {
            element(out, "references", references(notice, earlier));
        }
    }

    private void info(XMLStreamWriter out, PublicNotice notice, String language, Content.Text said)
            throws XMLStreamException {
        Content content = notice.content();
        boolean chinese = language.startsWith("zh");
        out.writeStartElement("info");
        element(out, "language", language);
        element(out, "category", category(content.kind()));
        element(out, "event", event(content.kind(), chinese));
        element(out, "urgency", word(content.urgency()));
        element(out, "severity", word(content.severity()));
        element(out, "certainty", word(content.certainty()));
        element(out, "effective", DATE.format(notice.publishedAt()));
        element(out, "onset", DATE.format(content.validFrom()));
        element(out, "expires", DATE.format(content.validUntil()));
        element(out, "senderName", chinese ? "青岛市" : "City of Qingdao");
        element(out, "headline", said.title());
        element(out, "description", Jsoup.parse(said.body()).wholeText().strip());
        if (said.instruction().isPresent()) {
            element(out, "instruction", said.instruction().get());
        }
        element(out, "web", address + "/open/v1/notices/" + notice.id());
        for (Content.Attachment file : content.attachments()) {
            out.writeStartElement("resource");
            element(out, "resourceDesc", file.name());
            element(out, "mimeType", file.mediaType());
            element(out, "size", Long.toString(file.size()));
            element(out, "uri", address + file.path());
            out.writeEndElement();
        }
        for (DivisionCode code : content.target().divisions().stream().sorted().toList()) {
            area(out, code, content);
        }
        out.writeEndElement();
    }

    private void area(XMLStreamWriter out, DivisionCode code, Content content)
            throws XMLStreamException {
        out.writeStartElement("area");
        element(out, "areaDesc", placeName(code));
        if (content.place().isPresent() && content.target().divisions().size() == 1) {
            Content.Place place = content.place().get();
            // Latitude first, whatever maps say.
            element(
                    out,
                    "circle",
                    String.format(Locale.ROOT, "%.6f,%.6f 0", place.latitude(), place.longitude()));
        }
        out.writeStartElement("geocode");
        element(out, "valueName", "GB/T2260");
        element(out, "value", code.value());
        out.writeEndElement();
        out.writeEndElement();
    }

    /** From the city down, so that a street's name is never without its district's. */
    private String placeName(DivisionCode code) {
        return divisions.pathTo(code).stream()
                .map(Division::displayName)
                .collect(Collectors.joining());
    }

    private String references(PublicNotice notice, List<Instant> earlier) {
        StringBuilder all = new StringBuilder();
        for (int edition = 1; edition <= earlier.size(); edition++) {
            all.append(edition == 1 ? "" : " ")
                    .append(sender)
                    .append(',')
                    .append(identifier(notice, edition))
                    .append(',')
                    .append(DATE.format(earlier.get(edition - 1)));
        }
        return all.toString();
    }

    private static String identifier(PublicNotice notice, int message) {
        return "zhanqiao-" + notice.id() + "-" + message;
    }

    private static String messageType(PublicNotice notice, List<Instant> earlier) {
        if (notice.withdrawn().isPresent()) {
            return "Cancel";
        }
        return earlier.isEmpty() ? "Alert" : "Update";
    }

    private static String category(Content.Kind kind) {
        return switch (kind) {
            case OUTAGE -> "Infra";
            case TRAFFIC -> "Transport";
            case WEATHER -> "Met";
            case HEALTH -> "Health";
            case EMERGENCY -> "Safety";
            case COMMUNITY_EVENT, POLICY, RECRUITMENT -> "Other";
        };
    }

    private static String event(Content.Kind kind, boolean chinese) {
        return switch (kind) {
            case OUTAGE -> chinese ? "停水停电停气" : "Utility outage";
            case TRAFFIC -> chinese ? "交通" : "Traffic";
            case WEATHER -> chinese ? "天气" : "Weather";
            case HEALTH -> chinese ? "健康" : "Health";
            case COMMUNITY_EVENT -> chinese ? "社区活动" : "Community event";
            case POLICY -> chinese ? "政策" : "Policy";
            case RECRUITMENT -> chinese ? "招聘" : "Recruitment";
            case EMERGENCY -> chinese ? "突发事件" : "Emergency";
        };
    }

    /** CAP writes {@code Immediate} where we write {@code IMMEDIATE}. */
    private static String word(Enum<?> constant) {
        String name = constant.name();
        return name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT);
    }

    private static void element(XMLStreamWriter out, String name, String text)
            throws XMLStreamException {
        out.writeStartElement(name);
        out.writeCharacters(XmlText.clean(text));
        out.writeEndElement();
    }
}
