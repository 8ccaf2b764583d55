package io.gantry.ecs.resource;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import software.amazon.awssdk.services.ecs.model.Tag;

/**
 * AWS's rules for the tags of one resource.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-using-tags.html">ECS: tagging</a>
 */
public final class Tags {
    /** Most tags of one resource. */
    public static final int MOST = 50;

    private static final int KEY_LENGTH = 128;
    private static final int VALUE_LENGTH = 256;
    private static final String CHARACTERS = "[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*";

    private Tags() {}

    /**
     * The tags that a caller gave a new resource; none when the list is missing.
     *
     * @throws io.gantry.base.AwsError InvalidParameterException when they break a rule
     */
    public static Map<String, String> of(List<Tag> given) {
        return added(Map.of(), given);
    }

    /**
     * {@code existing} with {@code given} added or replaced.
     *
     * @throws io.gantry.base.AwsError InvalidParameterException when they break a rule
     */
    public static Map<String, String> added(Map<String, String> existing, List<Tag> given) {
        Map<String, String> all = new TreeMap<>(existing);
        Set<String> seen = new HashSet<>();
        for (Tag tag : given) {
            String key = tag.key() == null ? "" : tag.key();
            String value = tag.value() == null ? "" : tag.value();
            check(key, value);
            if (!seen.add(key)) {
                throw EcsErrors.invalidParameter("Duplicate tag key found: " + key + ".");
            }
            all.put(key, value);
        }
        long counted = all.keySet().stream().filter(key -> !isReserved(key)).count();
        if (counted > MOST) {
            throw EcsErrors.invalidParameter("The maximum number of tags per resource is " + MOST + ".");
        }
        return Map.copyOf(all);
    }

    /**
     * {@code existing} without {@code keys}; a key that is not there is no error.
     *
     * @throws io.gantry.base.AwsError InvalidParameterException for a key of AWS's own
     */
    public static Map<String, String> removed(Map<String, String> existing, Collection<String> keys) {
        Map<String, String> rest = new TreeMap<>(existing);
        for (String key : keys) {
            checkKey(key);
            rest.remove(key);
        }
        return Map.copyOf(rest);
    }

    /** In AWS's shape, ordered by key. */
    public static List<Tag> toShape(Map<String, String> tags) {
        List<Tag> shape = new ArrayList<>();
        new TreeMap<>(tags)
                .forEach((key, value) ->
                        shape.add(Tag.builder().key(key).value(value).build()));
        return shape;
    }

    private static void check(String key, String value) {
        checkKey(key);
        if (value.length() > VALUE_LENGTH || !value.matches(CHARACTERS)) {
            throw EcsErrors.invalidParameter("Invalid tag value for key '" + key + "'. A tag value has at most "
                    + VALUE_LENGTH + " letters, numbers, spaces and _ . : / = + - @ characters.");
        }
        if (value.toLowerCase(Locale.ROOT).startsWith("aws:")) {
            throw EcsErrors.invalidParameter("Tag values beginning with aws: are reserved. Key: " + key);
        }
    }

    /** AWS's own tags, which do not count. */
    private static boolean isReserved(String key) {
        return key.toLowerCase(Locale.ROOT).startsWith("aws:");
    }

    private static void checkKey(String key) {
        if (key.isEmpty() || key.length() > KEY_LENGTH || !key.matches(CHARACTERS)) {
            throw EcsErrors.invalidParameter("Invalid tag key '" + key + "'. A tag key has 1 to " + KEY_LENGTH
                    + " letters, numbers, spaces and _ . : / = + - @ characters.");
        }
        if (isReserved(key)) {
            throw EcsErrors.invalidParameter("Tag keys beginning with aws: are reserved. Key: " + key);
        }
    }
}
