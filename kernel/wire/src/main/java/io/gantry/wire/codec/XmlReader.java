package io.gantry.wire.codec;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallLocation;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.core.traits.XmlAttributeTrait;

/**
 * Reads model objects out of XML, as restXml requests carry them.
 *
 * @see <a href="https://smithy.io/2.0/aws/protocols/aws-restxml-protocol.html">Smithy: AWS restXml</a>
 */
final class XmlReader {
    private XmlReader() {}

    /** Sets in {@code builder} the members that {@code element} holds; elements that no member has are ignored. */
    static void members(XmlTree element, SdkPojo builder) {
        Map<String, List<XmlTree>> byName = new HashMap<>();
        for (XmlTree child : element.children()) {
            byName.computeIfAbsent(child.name(), name -> new ArrayList<>(1)).add(child);
        }
        for (SdkField<?> field : builder.sdkFields()) {
            if (field.location() != MarshallLocation.PAYLOAD) {
                continue;
            }
            String name = field.locationName();
            if (field.containsTrait(XmlAttributeTrait.class)) {
                element.attribute(name).ifPresent(text -> field.set(builder, Scalars.read(field, text, name)));
            } else if (byName.containsKey(name)) {
                field.set(builder, value(byName.getOrDefault(name, List.of()), field));
            }
        }
    }

    /** The value of {@code elements}, all of one name; more than one is a flattened list or map. */
    private static Object value(List<XmlTree> elements, SdkField<?> field) {
        return switch (field.marshallingType().getKnownType()) {
            case LIST -> list(elements, field.getTrait(ListTrait.class));
            case MAP -> map(elements, field.getTrait(MapTrait.class));
            case SDK_POJO -> structure(only(elements), field);
            case STRING, INTEGER, LONG, SHORT, BYTE, BOOLEAN, DOUBLE, FLOAT, BIG_DECIMAL, INSTANT, SDK_BYTES -> {
                XmlTree element = only(elements);
                if (!element.children().isEmpty()) {
                    throw new MalformedInput("The element " + Shown.of(element.name()) + " holds a single value");
                }
                yield Scalars.read(field, element.text(), element.name());
            }
            case NULL, DOCUMENT -> throw new IllegalStateException("no form for " + field.memberName());
        };
    }

    static SdkPojo structure(XmlTree element, SdkField<?> field) {
        if (element.children().isEmpty() && !element.text().isBlank()) {
            throw new MalformedInput("The element " + Shown.of(element.name()) + " holds further elements, not text");
        }
        SdkPojo inner = field.constructor().get();
        members(element, inner);
        return Pojos.build(inner);
    }

    private static XmlTree only(List<XmlTree> elements) {
        if (elements.size() > 1) {
            throw new MalformedInput(
                    "The element " + Shown.of(elements.getFirst().name()) + " is given more than once");
        }
        return elements.getFirst();
    }

    private static List<Object> list(List<XmlTree> elements, ListTrait trait) {
        String element = QueryReader.orElse(trait.memberLocationName(), "member");
        List<XmlTree> items = trait.isFlattened() ? elements : only(elements).children(element);
        List<Object> list = new ArrayList<>(items.size());
        items.forEach(item -> list.add(value(List.of(item), trait.memberFieldInfo())));
        return list;
    }

    private static Map<String, Object> map(List<XmlTree> elements, MapTrait trait) {
        String keyName = QueryReader.orElse(trait.keyLocationName(), "key");
        String valueName = QueryReader.orElse(trait.valueLocationName(), "value");
        Map<String, Object> map = new LinkedHashMap<>();
        for (XmlTree entry : trait.isFlattened() ? elements : only(elements).children("entry")) {
            List<XmlTree> key = entry.children(keyName);
            List<XmlTree> value = entry.children(valueName);
            if (key.size() != 1 || value.size() != 1) {
                throw new MalformedInput("An entry of a map needs one " + keyName + " and one " + valueName);
            }
            map.put(key.getFirst().text(), value(value, trait.valueFieldInfo()));
        }
        return map;
    }
}
