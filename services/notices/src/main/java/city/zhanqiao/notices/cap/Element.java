package city.zhanqiao.notices.cap;

import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * An element of an alert with what stands in it. Reading resolves nothing: a document type ends it.
 */
record Element(String namespace, String name, String text, List<Element> children) {

    private static final int DEEPEST = 16;

    /** The built-in reader, so that another library on the class path changes nothing. */
    private static final XMLInputFactory XML = factory();

    /** Reads a document. */
    static Element read(String document) throws Unreadable {
        Deque<Building> open = new ArrayDeque<>();
        try {
            XMLStreamReader in = XML.createXMLStreamReader(new StringReader(document));
            while (in.hasNext()) {
                switch (in.next()) {
                    case XMLStreamConstants.DTD -> throw new Unreadable(CapFault.Rule.NO_DOCTYPE);
                    case XMLStreamConstants.ENTITY_REFERENCE ->
                            throw new Unreadable(CapFault.Rule.WELL_FORMED);
                    case XMLStreamConstants.START_ELEMENT -> open.push(begin(in, open.size()));
                    case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
                        if (!open.isEmpty()) {
                            open.element().text().append(in.getText());
                        }
                    }
                    case XMLStreamConstants.END_ELEMENT -> {
                        Element done = open.pop().done();
                        if (open.isEmpty()) {
                            return done;
                        }
                        open.element().children().add(done);
                    }
                    default -> {}
                }
            }
        } catch (XMLStreamException broken) {
            throw new Unreadable(CapFault.Rule.WELL_FORMED, broken);
        }
        throw new Unreadable(CapFault.Rule.WELL_FORMED);
    }

    /** The children of a name. */
    Stream<Element> all(String wanted) {
        return children.stream().filter(child -> child.name.equals(wanted));
    }

    /** The text of the first child of a name, if it has any. */
    Optional<String> find(String wanted) {
        return all(wanted).findFirst().map(Element::text).filter(found -> !found.isEmpty());
    }

    private static Building begin(XMLStreamReader in, int depth) throws Unreadable {
        if (depth > DEEPEST) {
            throw new Unreadable(CapFault.Rule.WELL_FORMED);
        }
        String namespace = in.getNamespaceURI();
        return new Building(
                namespace == null ? "" : namespace,
                in.getLocalName(),
                new StringBuilder(),
                new ArrayList<>());
    }

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        return factory;
    }

    private record Building(
            String namespace, String name, StringBuilder text, List<Element> children) {
        Element done() {
            return new Element(namespace, name, text.toString().strip(), List.copyOf(children));
        }
    }

    /** It is no XML that we read. */
    static final class Unreadable extends Exception {

        private static final long serialVersionUID = 1;

        private final CapFault.Rule rule;

        Unreadable(CapFault.Rule rule) {
            super(rule.name());
            this.rule = rule;
        }

        Unreadable(CapFault.Rule rule, Throwable cause) {
            super(rule.name(), cause);
            this.rule = rule;
        }

        CapFault.Rule rule() {
            return rule;
        }
    }
}
