package io.gantry.models.generator;

import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.core.traits.RequiredTrait;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * Collects an input's constraints: the SDK's class says what members there are, which are required and which values an
 * enum has; the published model beside it adds lengths, ranges and patterns. A member that only the SDK knows (it is
 * newer) has no lengths or patterns unless the overlay says so.
 */
final class ConstraintWalk {
    private final PublishedModel model;
    private final Set<String> walked = new HashSet<>();
    private final Set<String> members = new HashSet<>();
    private final List<ConstraintLine> lines = new ArrayList<>();

    ConstraintWalk(PublishedModel model) {
        this.model = model;
    }

    List<ConstraintLine> lines() {
        return List.copyOf(lines);
    }

    /** Every member that was seen, as {@code Shape.member}. */
    Set<String> members() {
        return Set.copyOf(members);
    }

    /** Walks {@code value}'s class and everything below it, once. */
    void walk(SdkPojo value, JsonNode published) {
        Class<?> type = value.getClass();
        if (!walked.add(type.getSimpleName())) {
            return;
        }
        List<String> required = PublishedModel.required(published);
        for (SdkField<?> field : value.sdkFields()) {
            Optional<String> member = PublishedModel.memberName(published, field.memberName(), field.locationName());
            members.add(type.getSimpleName() + "." + field.memberName());
            Place place = new Place(type.getSimpleName(), field.memberName(), "");
            if (field.containsTrait(RequiredTrait.class)
                    || member.filter(required::contains).isPresent()) {
                lines.add(place.line("required", ""));
            }
            JsonNode target = member.map(
                            name -> target(published.path("members").path(name)))
                    .orElse(MissingNode.getInstance());
            value(field, target, place, enumOf(type, field));
        }
    }

    private record Place(String shape, String member, String inside) {
        Place into(String step) {
            return new Place(shape, member, inside + step);
        }

        ConstraintLine line(String rule, String argument) {
            return new ConstraintLine(shape, member, inside.isEmpty() ? "." : inside, rule, argument);
        }
    }

    private void value(SdkField<?> field, JsonNode published, Place place, Optional<Class<?>> enumType) {
        switch (field.marshallingType().getKnownType()) {
            case LIST -> {
                bounds("length", published, place);
                SdkField<?> item = field.getTrait(ListTrait.class).memberFieldInfo();
                value(item, target(published.path("member")), place.into("[]"), enumType);
            }
            case MAP -> {
                bounds("length", published, place);
                text(target(published.path("key")), place.into("{k}"));
                SdkField<?> item = field.getTrait(MapTrait.class).valueFieldInfo();
                value(item, target(published.path("value")), place.into("{v}"), Optional.empty());
            }
            case SDK_POJO -> {
                SdkPojo inner = SdkPackage.builtOf(field.constructor().get());
                lines.add(place.line("shape", inner.getClass().getSimpleName()));
                walk(inner, published);
            }
            case STRING -> {
                text(published, place);
                enumType.ifPresent(type -> lines.add(place.line("enum", wireValues(type))));
            }
            case SDK_BYTES -> bounds("length", published, place);
            case INTEGER, LONG, FLOAT, DOUBLE, BIG_DECIMAL, SHORT, BYTE -> bounds("range", published, place);
            case NULL, BOOLEAN, INSTANT, DOCUMENT -> {}
        }
    }

    private void text(JsonNode published, Place place) {
        bounds("length", published, place);
        String pattern = published.path("pattern").asString("");
        if (!pattern.isEmpty() && !pattern.equals(".*")) {
            lines.add(place.line("pattern", pattern));
        }
    }

    private void bounds(String rule, JsonNode published, Place place) {
        JsonNode min = published.path("min");
        JsonNode max = published.path("max");
        if (!min.isMissingNode() || !max.isMissingNode()) {
            long least = min.isMissingNode() ? (rule.equals("length") ? 0 : Long.MIN_VALUE) : (long) min.asDouble();
            long most = max.isMissingNode() ? Long.MAX_VALUE : (long) max.asDouble();
            lines.add(place.line(rule, least + ".." + most));
        }
    }

    private JsonNode target(JsonNode reference) {
        return model.shape(reference.path("shape").asString("")).orElse(MissingNode.getInstance());
    }

    /** The enum behind a text member or a list of texts: the SDK has a typed getter beside the one for raw text. */
    private static Optional<Class<?>> enumOf(Class<?> owner, SdkField<?> field) {
        String getter = Character.toLowerCase(field.memberName().charAt(0))
                + field.memberName().substring(1);
        for (Method method : owner.getMethods()) {
            if (method.getParameterCount() == 0 && method.getName().equalsIgnoreCase(getter)) {
                Optional<Class<?>> found = enumIn(method.getGenericReturnType());
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<Class<?>> enumIn(Type type) {
        return switch (type) {
            case Class<?> plain when plain.isEnum() -> Optional.of(plain);
            case ParameterizedType generic
            when generic.getRawType() == List.class -> enumIn(generic.getActualTypeArguments()[0]);
            default -> Optional.empty();
        };
    }

    private static String wireValues(Class<?> enumType) {
        @Nullable Object[] constants = enumType.getEnumConstants();
        return Arrays.stream(constants)
                .map(String::valueOf)
                .filter(value -> !value.equals("null"))
                .collect(Collectors.joining(","));
    }
}
