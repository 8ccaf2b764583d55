package io.gantry.wire.codec;

import io.gantry.base.Limits;
import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * An XML document from outside. Document types are refused, so that no entity is expanded and nothing is fetched; namespaces
 * are not looked at, as AWS does not.
 */
final class XmlTree {
    private static final XMLInputFactory FACTORY = factory();

    private final String name;
    private final Map<String, String> attributes = new HashMap<>(2);
    private final List<XmlTree> children = new ArrayList<>(4);
    private final StringBuilder text = new StringBuilder(0);

    private XmlTree(String name) {
        this.name = name;
    }

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, true);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        factory.setXMLResolver((publicId, systemId, base, namespace) -> new java.io.ByteArrayInputStream(new byte[0]));
        return factory;
    }

    /**
     * The root element of {@code body}.
     *
     * @throws MalformedInput when it is no XML in UTF-8, has a document type, or nests too deeply
     */
    static XmlTree parse(byte[] body) {
        String text = RestJsonCodec.text(body);
        try {
            XMLStreamReader in = FACTORY.createXMLStreamReader(new StringReader(withoutMark(text)));
            try {
                return root(in);
            } finally {
                in.close();
            }
        } catch (XMLStreamException unreadable) {
            throw new MalformedInput("The XML you provided was not well-formed");
        }
    }

    private static String withoutMark(String text) {
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    private static XmlTree root(XMLStreamReader in) throws XMLStreamException {
        Deque<XmlTree> open = new ArrayDeque<>();
        Optional<XmlTree> root = Optional.empty();
        while (in.hasNext()) {
            switch (in.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    XmlTree element = element(in);
                    if (open.isEmpty()) {
                        root = Optional.of(element);
                    } else {
                        open.getLast().children.add(element);
                    }
                    open.addLast(element);
                    if (open.size() > Limits.REQUEST_DEPTH) {
                        throw new MalformedInput(
                                "The document is nested more than " + Limits.REQUEST_DEPTH + " levels deep");
                    }
                }
                case XMLStreamConstants.END_ELEMENT -> open.removeLast();
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA ->
                    open.getLast().text.append(in.getText());
                case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
                    throw new MalformedInput("The XML has a document type or an entity, which is not allowed");
                default -> {
                    // Comments, instructions and blanks around the root say nothing.
                }
            }
        }
        return root.orElseThrow(() -> new MalformedInput("The body holds no XML"));
    }

    private static XmlTree element(XMLStreamReader in) {
        XmlTree element = new XmlTree(in.getLocalName());
        for (int i = 0; i < in.getAttributeCount(); i++) {
            String prefix = in.getAttributePrefix(i);
            String local = in.getAttributeLocalName(i);
            element.attributes.put(
                    prefix == null || prefix.isEmpty() ? local : prefix + ":" + local, in.getAttributeValue(i));
        }
        return element;
    }

    String name() {
        return name;
    }

    List<XmlTree> children() {
        return children;
    }

    /** The children of that name, in order. */
    List<XmlTree> children(String wanted) {
        return children.stream().filter(child -> child.name.equals(wanted)).toList();
    }

    /** An attribute by its name with its prefix. */
    Optional<String> attribute(String wanted) {
        return Optional.ofNullable(attributes.get(wanted));
    }

    /** The text directly inside. */
    String text() {
        return text.toString();
    }
}
