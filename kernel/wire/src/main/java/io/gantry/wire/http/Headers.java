package io.gantry.wire.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Header fields in the order in which they came; names are kept in lower case. */
public final class Headers {
    /** No fields. */
    public static final Headers NONE = new Headers(List.of());

    /** Names and values in turn. A request has about ten fields, which a list finds as fast as a map. */
    private final List<String> fields;

    private Headers(List<String> fields) {
        this.fields = fields;
    }

    /** Fields from names and values in turn. */
    public static Headers of(String... namesAndValues) {
        Builder builder = new Builder();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            builder.add(namesAndValues[i], namesAndValues[i + 1]);
        }
        return builder.build();
    }

    /** The first value of {@code name}, which is written in lower case. */
    public Optional<String> first(String name) {
        for (int i = 0; i < fields.size(); i += 2) {
            if (fields.get(i).equals(name)) {
                return Optional.of(fields.get(i + 1));
            }
        }
        return Optional.empty();
    }

    /** A field's name as it is kept here. */
    public static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    /** The first value of {@code name}, or the empty text. */
    public String firstOrEmpty(String name) {
        for (int i = 0; i < fields.size(); i += 2) {
            if (fields.get(i).equals(name)) {
                return fields.get(i + 1);
            }
        }
        return "";
    }

    /** Every value of {@code name}, in order. */
    public List<String> all(String name) {
        List<String> values = new ArrayList<>(1);
        for (int i = 0; i < fields.size(); i += 2) {
            if (fields.get(i).equals(name)) {
                values.add(fields.get(i + 1));
            }
        }
        return values;
    }

    /** Calls {@code each} with the name and value of every field. */
    public void forEach(BiConsumer<String, String> each) {
        for (int i = 0; i < fields.size(); i += 2) {
            each.accept(fields.get(i), fields.get(i + 1));
        }
    }

    /** These fields and one more. */
    public Headers with(String name, String value) {
        return toBuilder().add(name, value).build();
    }

    /** A builder that holds these fields. */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.fields.addAll(fields);
        return builder;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Headers that && fields.equals(that.fields);
    }

    @Override
    public int hashCode() {
        return fields.hashCode();
    }

    /** Only the names, for values hold tokens. */
    @Override
    public String toString() {
        StringBuilder names = new StringBuilder("Headers[");
        forEach((name, value) -> names.append(name).append(' '));
        return names.append(']').toString();
    }

    /** Collects fields. */
    public static final class Builder {
        private final List<String> fields = new ArrayList<>(24);

        /** Adds a field; one of the same name stays. */
        public Builder add(String name, String value) {
            fields.add(lower(name));
            fields.add(value);
            return this;
        }

        /** Whether no field has the name, which is written in lower case. */
        public boolean isUnset(String name) {
            for (int i = 0; i < fields.size(); i += 2) {
                if (fields.get(i).equals(name)) {
                    return false;
                }
            }
            return true;
        }

        /** The fields so far. */
        public Headers build() {
            return new Headers(List.copyOf(fields));
        }
    }
}
