package io.gantry.iam.resource;

import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import software.amazon.awssdk.services.iam.model.Tag;

/**
 * IAM's rules for the tags of one resource. Keys differ by more than case, and keep theirs.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html#id_tags_rules">AWS: rules for tagging in IAM</a>
 */
public final class Tags {
    private static final int MOST = 50;

    private Tags() {}

    /** The tags that a call gives what it makes. */
    public static Map<String, String> of(List<Tag> given) {
        return added(Map.of(), given);
    }

    /**
     * {@code existing} with {@code given} added or replaced.
     *
     * @throws io.gantry.base.AwsError InvalidInput or LimitExceeded
     */
    public static Map<String, String> added(Map<String, String> existing, List<Tag> given) {
        Map<String, String> all = new TreeMap<>(existing);
        Set<String> seen = new HashSet<>();
        for (Tag tag : given) {
            String folded = tag.key().toLowerCase(Locale.ROOT);
            if (folded.startsWith("aws:")) {
                throw IamErrors.invalidInput("aws: prefixed tag key names are not allowed for external use.");
            }
            if (!seen.add(folded)) {
                throw IamErrors.invalidInput(
                        "Duplicate tag keys found. Please note that Tag keys are case insensitive.");
            }
            all.keySet().removeIf(key -> key.equalsIgnoreCase(tag.key()));
            all.put(tag.key(), tag.value() == null ? "" : tag.value());
        }
        if (all.size() > MOST) {
            throw IamErrors.limitExceeded("The number of tags has reached the maximum limit.");
        }
        return sorted(all);
    }

    /** {@code existing} without these keys; keys that are not there are no error. */
    public static Map<String, String> removed(Map<String, String> existing, Collection<String> keys) {
        Map<String, String> rest = new TreeMap<>(existing);
        for (String gone : keys) {
            rest.keySet().removeIf(key -> key.equalsIgnoreCase(gone));
        }
        return sorted(rest);
    }

    /** The same in the order of the keys. */
    public static Map<String, String> sorted(Map<String, String> tags) {
        return Collections.unmodifiableMap(new TreeMap<>(tags));
    }

    /** As answers carry them. */
    public static List<Tag> toShape(Map<String, String> tags) {
        return tags.entrySet().stream()
                .map(tag ->
                        Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                .toList();
    }
}
