package io.gantry.ec2.resource;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import software.amazon.awssdk.services.ec2.model.Filter;

/**
 * The fields by which callers filter one kind of resource, as AWS's API reference lists them for the kind's Describe
 * operation. Values are compared with their case; {@code *} stands for any characters, {@code ?} for one, and a backslash
 * takes their meaning away. Several values of a filter are alternatives, several filters must all match.
 *
 * @see <a href="https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_Filtering.html">EC2: filtering</a>
 */
public final class Fields<T> {
    private static final int MOST_VALUES = 200;
    private static final String TAG = "tag:";

    private final Map<String, Function<T, ? extends Collection<String>>> byName = new LinkedHashMap<>();
    private final Function<T, Map<String, String>> tags;

    private Fields(Function<T, Map<String, String>> tags) {
        this.tags = tags;
        byName.put("tag-key", value -> tags.apply(value).keySet());
    }

    /** The fields of resources, which have tags. */
    public static <T extends Resource> Fields<T> ofResources() {
        return new Fields<>(Resource::tags);
    }

    /** The fields of something with {@code tags}. */
    public static <T> Fields<T> tagged(Function<T, Map<String, String>> tags) {
        return new Fields<>(tags);
    }

    /** With one more field, of one value; an empty text is no value. */
    public Fields<T> with(String name, Function<T, String> value) {
        return withAll(name, item -> {
            String text = value.apply(item);
            return text.isEmpty() ? List.of() : List.of(text);
        });
    }

    /** With one more field, of several values. */
    public Fields<T> withAll(String name, Function<T, ? extends Collection<String>> values) {
        byName.put(name, values);
        return this;
    }

    /**
     * Those of {@code items} that pass all {@code filters}.
     *
     * @throws io.gantry.base.AwsError InvalidParameterValue for a filter that the kind does not have
     */
    public List<T> filtered(List<T> items, List<Filter> filters) {
        List<Function<T, Boolean>> tests = new ArrayList<>();
        filters.forEach(filter -> tests.add(test(filter)));
        return items.stream()
                .filter(item -> tests.stream().allMatch(test -> test.apply(item)))
                .toList();
    }

    private Function<T, Boolean> test(Filter filter) {
        String name = filter.name() == null ? "" : filter.name();
        if (name.isEmpty()) {
            throw Ec2Errors.missing("Filter.Name");
        }
        if (filter.values().isEmpty()) {
            throw Ec2Errors.invalidValue("The filter '" + name + "' has no values");
        }
        if (filter.values().size() > MOST_VALUES) {
            throw Ec2Errors.invalidValue("The filter '" + name + "' has more than " + MOST_VALUES + " values");
        }
        Function<T, ? extends Collection<String>> field = field(name);
        List<Pattern> patterns = filter.values().stream()
                .map(value -> value == null ? "" : value)
                .map(Pattern::new)
                .toList();
        return item -> field.apply(item).stream()
                .anyMatch(value -> patterns.stream().anyMatch(pattern -> pattern.matches(value)));
    }

    private Function<T, ? extends Collection<String>> field(String name) {
        if (name.startsWith(TAG)) {
            String key = name.substring(TAG.length());
            return item -> {
                String value = tags.apply(item).get(key);
                return value == null ? List.<String>of() : List.of(value);
            };
        }
        Function<T, ? extends Collection<String>> field = byName.get(name);
        if (field == null) {
            throw Ec2Errors.invalidValue("The filter '" + name + "' is invalid");
        }
        return field;
    }
}
