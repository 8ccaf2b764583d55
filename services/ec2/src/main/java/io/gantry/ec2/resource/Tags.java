package io.gantry.ec2.resource;

import io.gantry.base.AwsError;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

/**
 * EC2's rules for the tags of one resource.
 *
 * @see <a href="https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_Tags.html">EC2: tags</a>
 */
public final class Tags {
    private static final int MOST = 50;
    private static final int KEY_LENGTH = 127;
    private static final int VALUE_LENGTH = 255;

    private Tags() {}

    /**
     * The tags that a call gives what it makes.
     *
     * @param kind what the call makes
     * @throws AwsError InvalidParameterValue when a specification is for another kind, or a tag breaks a rule
     */
    public static Map<String, String> of(List<TagSpecification> specifications, Kind kind) {
        List<Tag> all = new ArrayList<>();
        for (TagSpecification specification : specifications) {
            String type = specification.resourceTypeAsString();
            if (type == null || type.isEmpty()) {
                throw AwsError.client("MissingParameter", "Tag specification resource type must have a value");
            }
            if (!type.equals(kind.type())) {
                throw Ec2Errors.invalidValue(
                        "'" + type + "' is not a valid taggable resource type for this operation.");
            }
            all.addAll(specification.tags());
        }
        return added(Map.of(), all);
    }

    /**
     * {@code existing} with {@code given} added or replaced.
     *
     * @throws AwsError InvalidParameterValue or TagLimitExceeded
     */
    public static Map<String, String> added(Map<String, String> existing, List<Tag> given) {
        Map<String, String> all = new TreeMap<>(existing);
        Set<String> seen = new HashSet<>();
        for (Tag tag : given) {
            String key = tag.key() == null ? "" : tag.key();
            String value = tag.value() == null ? "" : tag.value();
            check(key, value);
            if (!seen.add(key)) {
                throw Ec2Errors.invalidValue("Duplicate tag key '" + key + "' specified.");
            }
            all.put(key, value);
        }
        if (all.size() > MOST) {
            throw AwsError.client("TagLimitExceeded", "A resource can have at most " + MOST + " tags.");
        }
        return Map.copyOf(all);
    }

    /** {@code existing} without those that {@code given} names by key, or by key and value; without any when it is empty. */
    public static Map<String, String> removed(Map<String, String> existing, List<Tag> given) {
        if (given.isEmpty()) {
            return Map.of();
        }
        Map<String, String> rest = new TreeMap<>(existing);
        for (Tag tag : given) {
            String key = tag.key() == null ? "" : tag.key();
            refuseReserved(key);
            if (tag.value() == null) {
                rest.remove(key);
            } else {
                rest.remove(key, tag.value());
            }
        }
        return Map.copyOf(rest);
    }

    /** In AWS's shape, ordered by key. */
    public static List<Tag> toShape(Map<String, String> tags) {
        return new TreeMap<>(tags)
                .entrySet().stream()
                        .map(tag -> Tag.builder()
                                .key(tag.getKey())
                                .value(tag.getValue())
                                .build())
                        .toList();
    }

    private static void check(String key, String value) {
        if (key.isEmpty() || key.length() > KEY_LENGTH) {
            throw Ec2Errors.invalidValue("Tag key must have 1 to " + KEY_LENGTH + " characters: '" + key + "'");
        }
        refuseReserved(key);
        if (value.length() > VALUE_LENGTH) {
            throw Ec2Errors.invalidValue(
                    "Tag value exceeds the maximum length of " + VALUE_LENGTH + " characters. Key: '" + key + "'");
        }
    }

    private static void refuseReserved(String key) {
        if (key.toLowerCase(Locale.ROOT).startsWith("aws:")) {
            throw Ec2Errors.invalidValue("Tag keys starting with 'aws:' are reserved for internal use: '" + key + "'");
        }
    }
}
