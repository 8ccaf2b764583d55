package io.gantry.wire.codec;

import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * An XML document that is being written. Characters that XML 1.0 cannot carry become U+FFFD, for one of them would make the
 * whole answer unreadable; carriage returns are escaped, or the reader would make them line feeds.
 */
final class XmlOut {
    private static final XMLOutputFactory FACTORY = XMLOutputFactory.newDefaultFactory();

    private final StringWriter text = new StringWriter(512);
    private final XMLStreamWriter xml;

    XmlOut() {
        try {
            xml = FACTORY.createXMLStreamWriter(text);
        } catch (XMLStreamException impossible) {
            throw new IllegalStateException("a text cannot fail", impossible);
        }
    }

    /** The declaration that AWS's XML answers of S3 and CloudFront start with. */
    XmlOut declared() {
        return write(() -> xml.writeStartDocument("UTF-8", "1.0"));
    }

    /** Opens the outermost element, in {@code namespace} unless that is empty. */
    XmlOut root(String name, String namespace) {
        return write(() -> {
            xml.writeStartElement(name);
            if (!namespace.isEmpty()) {
                xml.writeDefaultNamespace(namespace);
            }
        });
    }

    XmlOut open(String name) {
        return write(() -> xml.writeStartElement(name));
    }

    XmlOut attribute(String name, String value) {
        return write(() -> xml.writeAttribute(name, value));
    }

    XmlOut close() {
        return write(xml::writeEndElement);
    }

    /** A whole element that holds nothing but text. */
    XmlOut element(String name, String value) {
        return open(name).text(value).close();
    }

    XmlOut text(String value) {
        return write(() -> {
            int from = 0;
            for (int i = 0; i < value.length(); ) {
                int c = value.codePointAt(i);
                int next = i + Character.charCount(c);
                if (c == '\r' || !isCharacter(c)) {
                    xml.writeCharacters(value.substring(from, i));
                    if (c == '\r') {
                        xml.writeEntityRef("#xD");
                    } else {
                        xml.writeCharacters("\uFFFD");
                    }
                    from = next;
                }
                i = next;
            }
            xml.writeCharacters(value.substring(from));
        });
    }

    byte[] bytes() {
        write(() -> {
            xml.writeEndDocument();
            xml.close();
        });
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** XML 1.0, 2.2: Char. */
    private static boolean isCharacter(int c) {
        return (c >= 0x20 && c <= 0xD7FF)
                || c == '\t'
                || c == '\n'
                || (c >= 0xE000 && c <= 0xFFFD)
                || (c >= 0x10000 && c <= 0x10FFFF);
    }

    @FunctionalInterface
    private interface Writing {
        void run() throws XMLStreamException;
    }

    private XmlOut write(Writing writing) {
        try {
            writing.run();
        } catch (XMLStreamException impossible) {
            throw new IllegalStateException("elements are opened and closed in pairs", impossible);
        }
        return this;
    }
}
