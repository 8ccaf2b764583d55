package io.gantry.logs.group;

import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The rules for the tags of one group.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_TagResource.html">CloudWatch Logs:
 *     TagResource</a>
 */
final class Tags {
    /** The most tags. */
    static final int MOST = 50;

    private Tags() {}

    /** {@code existing} with {@code given} added or replaced. */
    static Map<String, String> added(Map<String, String> existing, Map<String, String> given) {
        Map<String, String> all = new TreeMap<>(existing);
        given.forEach((key, value) -> {
            if (key.toLowerCase(Locale.ROOT).startsWith("aws:")) {
                throw LogsErrors.invalid("Tag keys starting with 'aws:' are reserved for internal use: " + key);
            }
            all.put(key, value);
        });
        if (all.size() > MOST) {
            throw LogsErrors.tooManyTags();
        }
        return all;
    }

    /** {@code existing} without these keys. */
    static Map<String, String> removed(Map<String, String> existing, Collection<String> keys) {
        Map<String, String> rest = new TreeMap<>(existing);
        keys.forEach(rest::remove);
        return rest;
    }
}
