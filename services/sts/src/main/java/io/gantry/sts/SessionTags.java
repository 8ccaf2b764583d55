package io.gantry.sts;

import io.gantry.wire.sigv4.Identity;
import io.gantry.wire.sigv4.Session;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.Tag;

/**
 * The tags of a role session.
 *
 * @param given with the call
 * @param inherited from the calling session, since they were transitive there
 * @param transitive keys that go on to the next role
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html">AWS: session tags</a>
 */
record SessionTags(Map<String, String> given, Map<String, String> inherited, Set<String> transitive) {
    /**
     * The tags of a call.
     *
     * @throws AwsError ValidationError when a key comes twice, is reserved, or would replace an inherited one
     */
    static SessionTags of(AssumeRoleRequest in, Identity caller) {
        Map<String, String> inherited = inherited(caller);
        Map<String, String> given = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (Tag tag : in.tags()) {
            String key = tag.key();
            if (key.toLowerCase(Locale.ROOT).startsWith("aws:")) {
                throw StsErrors.validation("aws: prefixed tag key names are not allowed for external use.");
            }
            if (given.put(key, tag.value()) != null) {
                throw StsErrors.validation("Duplicate tag keys found. Please note that Tag keys are case insensitive.");
            }
            if (inherited.keySet().stream().anyMatch(key::equalsIgnoreCase)) {
                throw StsErrors.validation("The tag key " + key
                        + " can't be set because it conflicts with a transitive tag key from the calling session.");
            }
        }
        Set<String> transitive = new TreeSet<>(inherited.keySet());
        for (String key : in.transitiveTagKeys()) {
            if (!given.containsKey(key)) {
                throw StsErrors.validation(
                        "The specified transitive tag key " + key + " must be included in the requested tags.");
            }
            transitive.add(key);
        }
        return new SessionTags(given, inherited, transitive);
    }

    private static Map<String, String> inherited(Identity caller) {
        Map<String, String> kept = new TreeMap<>(caller.tags());
        Set<String> keys = caller.session().map(Session::transitiveTagKeys).orElse(Set.of());
        kept.keySet().retainAll(keys);
        return kept;
    }

    /** The tags of the session over those of the role. */
    Map<String, String> over(Map<String, String> roleTags) {
        Map<String, String> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        all.putAll(roleTags);
        all.putAll(inherited);
        all.putAll(given);
        return all;
    }
}
