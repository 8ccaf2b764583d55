package io.gantry.wire.codec;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallLocation;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.core.traits.TimestampFormatTrait.Format;
import software.amazon.awssdk.core.traits.XmlAttributeTrait;
import software.amazon.awssdk.core.traits.XmlAttributesTrait;

/** Writes model objects as XML elements, as awsQuery, EC2 and restXml answer. */
final class XmlWriter {
    private XmlWriter() {}

    /** The members of {@code value} that travel in the body, inside the element that is open. */
    static void members(XmlOut out, SdkPojo value) {
        for (SdkField<?> field : value.sdkFields()) {
            @Nullable
            Object member =
                    field.location() == MarshallLocation.PAYLOAD && !field.containsTrait(XmlAttributeTrait.class)
                            ? field.getValueOrDefault(value)
                            : null;
            if (member != null && StreamWriter.isSet(member)) {
                element(out, field.unmarshallLocationName(), field, member);
            }
        }
    }

    /** {@code value} as one element, or as one for each item where the list is flattened. */
    static void element(XmlOut out, String name, SdkField<?> field, Object value) {
        switch (value) {
            case SdkPojo inner -> {
                out.open(name);
                attributes(out, field, inner);
                members(out, inner);
                out.close();
            }
            case List<?> list -> list(out, name, field.getTrait(ListTrait.class), list);
            case Map<?, ?> map -> map(out, name, field.getTrait(MapTrait.class), map);
            case Object scalar -> out.element(name, Scalars.write(field, scalar, Format.ISO_8601));
        }
    }

    private static void attributes(XmlOut out, SdkField<?> field, SdkPojo value) {
        XmlAttributesTrait trait = field.getTrait(XmlAttributesTrait.class);
        if (trait != null) {
            trait.attributes().forEach((name, accessors) -> {
                @Nullable String text = accessors.attributeGetter().apply(value);
                if (text != null) {
                    out.attribute(name, text);
                }
            });
        }
    }

    private static void list(XmlOut out, String name, ListTrait trait, List<?> list) {
        SdkField<?> item = trait.memberFieldInfo();
        if (trait.isFlattened()) {
            list.forEach(each -> element(out, name, item, each));
            return;
        }
        out.open(name);
        String element = QueryReader.orElse(trait.memberLocationName(), "member");
        list.forEach(each -> element(out, element, item, each));
        out.close();
    }

    private static void map(XmlOut out, String name, MapTrait trait, Map<?, ?> map) {
        SdkField<?> item = trait.valueFieldInfo();
        if (!trait.isFlattened()) {
            out.open(name);
        }
        map.forEach((key, value) -> {
            out.open(trait.isFlattened() ? name : "entry");
            out.element(QueryReader.orElse(trait.keyLocationName(), "key"), String.valueOf(key));
            element(out, QueryReader.orElse(trait.valueLocationName(), "value"), item, value);
            out.close();
        });
        if (!trait.isFlattened()) {
            out.close();
        }
    }

    /** Further members of an error, by their names: texts, numbers and booleans, or lists and maps of them. */
    static void plain(XmlOut out, String name, @Nullable Object value) {
        switch (value) {
            case null -> {}
            case Map<?, ?> map -> {
                out.open(name);
                map.forEach((key, member) -> plain(out, String.valueOf(key), member));
                out.close();
            }
            case Iterable<?> list -> {
                out.open(name);
                list.forEach(item -> plain(out, "member", item));
                out.close();
            }
            case Object scalar -> out.element(name, scalar.toString());
        }
    }
}
