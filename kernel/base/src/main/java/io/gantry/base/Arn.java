package io.gantry.base;

import java.util.Optional;

/**
 * An Amazon Resource Name, {@code arn:partition:service:region:account-id:resource}.
 *
 * @param partition {@code aws}, {@code aws-cn} or another partition name
 * @param service the service's namespace, for example {@code ecs}
 * @param region the region, empty for global services
 * @param accountId twelve digits, empty where the service leaves it out
 * @param resource everything after the fifth colon, for example {@code task/default/0f0f}
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html">AWS: Amazon Resource Names</a>
 */
public record Arn(String partition, String service, String region, String accountId, String resource) {

    /** An ARN in the {@code aws} partition. */
    public static Arn of(String service, String region, String accountId, String resource) {
        return new Arn("aws", service, region, accountId, resource);
    }

    /** Whether {@code text} claims to be an ARN; it may still be malformed. */
    public static boolean looksLikeArn(String text) {
        return text.startsWith("arn:");
    }

    /** Parses {@code text}; empty when it is no ARN (fewer than six parts, or an empty partition, service or resource). */
    public static Optional<Arn> parse(String text) {
        String[] parts = text.split(":", 6);
        if (parts.length != 6 || !parts[0].equals("arn")) {
            return Optional.empty();
        }
        if (parts[1].isEmpty() || parts[2].isEmpty() || parts[5].isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Arn(parts[1], parts[2], parts[3], parts[4], parts[5]));
    }

    /** The resource's kind: what stands before the first slash or colon, for example {@code task}. */
    public String resourceType() {
        int cut = cut();
        return cut < 0 ? "" : resource.substring(0, cut);
    }

    /** The resource without its kind, for example {@code default/0f0f}. */
    public String resourceId() {
        return resource.substring(cut() + 1);
    }

    private int cut() {
        for (int i = 0; i < resource.length(); i++) {
            if (resource.charAt(i) == '/' || resource.charAt(i) == ':') {
                return i;
            }
        }
        return -1;
    }

    @Override
    public String toString() {
        return "arn:" + partition + ":" + service + ":" + region + ":" + accountId + ":" + resource;
    }
}
