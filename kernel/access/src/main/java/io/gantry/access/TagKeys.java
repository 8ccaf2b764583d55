package io.gantry.access;

import io.gantry.policy.ConditionKeys;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The condition keys of tags.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/access_tags.html">IAM: access by tags</a>
 */
public final class TagKeys {
    private static final String REQUEST = "aws:requesttag/";
    private static final String RESOURCE = "resourcetag/";

    private TagKeys() {}

    /** {@code aws:RequestTag/...} and {@code aws:TagKeys} of a request that brings tags. */
    public static ConditionKeys requested(Map<String, String> tags) {
        return key -> key.startsWith(REQUEST) ? value(tags, key.substring(REQUEST.length())) : keys(key, tags.keySet());
    }

    /** {@code aws:TagKeys} of a request that takes tags away. */
    public static ConditionKeys named(Collection<String> tagKeys) {
        return key -> keys(key, tagKeys);
    }

    /**
     * {@code aws:ResourceTag/...}, and the same under a service's own prefix.
     *
     * @param service for example {@code ecs}
     * @param tags of the resource, read only when a policy asks for one of them; none when it is not there
     */
    public static ConditionKeys ofResource(String service, Supplier<Map<String, String>> tags) {
        return key -> {
            int colon = key.indexOf(':');
            boolean prefixed = key.startsWith("aws:") || key.startsWith(service + ":");
            return prefixed && key.startsWith(RESOURCE, colon + 1)
                    ? value(tags.get(), key.substring(colon + 1 + RESOURCE.length()))
                    : List.of();
        };
    }

    private static List<String> keys(String key, Collection<String> tagKeys) {
        return key.equals("aws:tagkeys") ? List.copyOf(tagKeys) : List.of();
    }

    private static List<String> value(Map<String, String> tags, String lowerCaseKey) {
        return tags.entrySet().stream()
                .filter(tag -> tag.getKey().equalsIgnoreCase(lowerCaseKey))
                .map(Map.Entry::getValue)
                .limit(1)
                .toList();
    }
}
