package io.gantry.policy;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What is known of a request, by the names of condition keys. Asked only for keys that a policy names, so that a value which is
 * dear to find is found only when it matters.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html">IAM: global condition
 *     keys</a>
 */
@FunctionalInterface
public interface ConditionKeys {
    /** No key at all. */
    ConditionKeys NONE = key -> List.of();

    /**
     * The values of a key.
     *
     * @param key in lower case, for example {@code aws:resourcetag/team}: the names of keys, and of tags in them, have no case
     * @return none when the request does not have the key
     */
    List<String> values(String key);

    /** These keys, whatever the case of their names. */
    static ConditionKeys of(Map<String, List<String>> keys) {
        Map<String, List<String>> lower = HashMap.newHashMap(keys.size());
        keys.forEach((key, values) -> lower.put(key.toLowerCase(Locale.ROOT), List.copyOf(values)));
        return key -> lower.getOrDefault(key, List.of());
    }

    /** These keys, and those of {@code others} that are not among them. */
    default ConditionKeys or(ConditionKeys others) {
        return key -> {
            List<String> mine = values(key);
            return mine.isEmpty() ? others.values(key) : mine;
        };
    }
}
