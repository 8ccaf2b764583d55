package io.gantry.wire.codec;

import io.gantry.base.AwsError;
import io.gantry.wire.http.Parameters;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;

/**
 * Reads model objects out of form fields.
 *
 * @see <a href="https://smithy.io/2.0/aws/protocols/aws-query-protocol.html">Smithy: AWS query</a>
 * @see <a href="https://smithy.io/2.0/aws/protocols/aws-ec2-query-protocol.html">Smithy: EC2 query</a>
 */
final class QueryReader {
    /** What every call may carry beside its members: its name, and signatures in the query. */
    private static final Set<String> OF_THE_CALL = Set.of(
            "Action",
            "Version",
            "AWSAccessKeyId",
            "Signature",
            "SignatureMethod",
            "SignatureVersion",
            "SecurityToken",
            "Timestamp");

    private final boolean ec2;

    /** With {@code ec2} lists have no element of their own in names, and a name that no member has is refused. */
    QueryReader(boolean ec2) {
        this.ec2 = ec2;
    }

    void read(Parameters parameters, SdkPojo builder) {
        structure(QueryTree.of(parameters), builder, "");
    }

    private void structure(QueryTree node, SdkPojo builder, String at) {
        if (node.value().filter(text -> !text.isEmpty()).isPresent()) {
            throw new MalformedInput(
                    "'" + Shown.of(at) + "' is a structure; give its members as " + Shown.of(at) + ".Name");
        }
        Map<String, SdkField<?>> fields = fields(builder);
        node.children().forEach((name, child) -> {
            SdkField<?> field = fields.get(name);
            if (field != null) {
                field.set(builder, value(child, field, at.isEmpty() ? name : at + "." + name));
            } else if (ec2 && !(at.isEmpty() && isOfTheCall(name))) {
                String whole = at.isEmpty() ? name : at + "." + name;
                throw AwsError.client("UnknownParameter", "The parameter " + Shown.of(whole) + " is not recognized");
            }
        });
    }

    private static boolean isOfTheCall(String name) {
        return OF_THE_CALL.contains(name) || name.startsWith("X-Amz-");
    }

    /** By the names of requests, which differ from those of answers in EC2. */
    private static Map<String, SdkField<?>> fields(SdkPojo builder) {
        Map<String, SdkField<?>> fields = new LinkedHashMap<>();
        builder.sdkFields().forEach(field -> fields.put(field.locationName(), field));
        return fields;
    }

    private Object value(QueryTree node, SdkField<?> field, String at) {
        return switch (field.marshallingType().getKnownType()) {
            case SDK_POJO -> {
                SdkPojo inner = field.constructor().get();
                structure(node, inner, at);
                yield Pojos.build(inner);
            }
            case LIST -> list(node, field, at);
            case MAP -> map(node, field, at);
            case STRING, INTEGER, LONG, SHORT, BYTE, BOOLEAN, DOUBLE, FLOAT, BIG_DECIMAL, INSTANT, SDK_BYTES -> {
                if (!node.isLeaf()) {
                    throw new MalformedInput("'" + Shown.of(at) + "' is a single value and has no members");
                }
                yield Scalars.read(field, node.value().orElse(""), at);
            }
            case NULL, DOCUMENT -> throw new IllegalStateException("no form for " + field.memberName());
        };
    }

    private List<Object> list(QueryTree node, SdkField<?> field, String at) {
        ListTrait trait = field.getTrait(ListTrait.class);
        boolean flat = ec2 || trait.isFlattened();
        String element = orElse(trait.memberLocationName(), "member");
        List<Object> list = new ArrayList<>();
        String inside = flat ? at : at + "." + element;
        items(node, flat, element, at)
                .forEach((index, item) -> list.add(value(item, trait.memberFieldInfo(), inside + "." + index)));
        return list;
    }

    private Map<String, Object> map(QueryTree node, SdkField<?> field, String at) {
        MapTrait trait = field.getTrait(MapTrait.class);
        String keyName = orElse(trait.keyLocationName(), "key");
        String valueName = orElse(trait.valueLocationName(), "value");
        Map<String, Object> map = new LinkedHashMap<>();
        items(node, trait.isFlattened(), "entry", at).forEach((index, entry) -> {
            Optional<String> key = entry.child(keyName).flatMap(QueryTree::value);
            Optional<QueryTree> value = entry.child(valueName);
            if (key.isEmpty() || value.isEmpty()) {
                throw new MalformedInput(
                        "entry " + index + " of the map '" + Shown.of(at) + "' needs " + keyName + " and " + valueName);
            }
            map.put(key.get(), value(value.get(), trait.valueFieldInfo(), at + "." + Shown.of(key.get())));
        });
        return map;
    }

    /** The numbered children, in the order of their numbers, which need not be without gaps. */
    private static Map<Integer, QueryTree> items(QueryTree node, boolean flat, String element, String at) {
        if (node.value().filter(text -> !text.isEmpty()).isPresent()) {
            throw new MalformedInput("'" + Shown.of(at) + "' is a list; give its items as " + Shown.of(at)
                    + (flat ? ".1" : "." + element + ".1"));
        }
        Optional<QueryTree> numbered = flat ? Optional.of(node) : node.child(element);
        Map<Integer, QueryTree> items = new TreeMap<>();
        numbered.map(QueryTree::children).orElse(Map.of()).forEach((index, item) -> {
            if (items.put(number(index, at), item) != null) {
                throw new MalformedInput("item " + index + " of '" + Shown.of(at) + "' is given more than once");
            }
        });
        return items;
    }

    private static int number(String index, String at) {
        boolean plain = !index.isEmpty() && index.length() <= 9;
        for (int i = 0; plain && i < index.length(); i++) {
            plain = index.charAt(i) >= '0' && index.charAt(i) <= '9';
        }
        if (!plain) {
            throw new MalformedInput("'" + Shown.of(index) + "' numbers no item of '" + Shown.of(at) + "'");
        }
        return Integer.parseInt(index);
    }

    static String orElse(@Nullable String name, String usual) {
        return name == null || name.isEmpty() ? usual : name;
    }
}
