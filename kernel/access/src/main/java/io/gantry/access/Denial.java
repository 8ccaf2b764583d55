package io.gantry.access;

import io.gantry.base.AwsError;
import io.gantry.policy.Decision;
import io.gantry.policy.Layer;
import java.util.Locale;

/**
 * A refusal in AWS's words: who, what, on what, and because of which policies.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html">IAM: access denied
 *     messages</a>
 */
final class Denial {
    private static final String CODE = "AccessDeniedException";

    /** A caller may name resources at any length, and is not sent all of it back. */
    private static final int LONGEST_NAME = 2_048;

    private Denial() {}

    /**
     * The error of a decision that allows nothing.
     *
     * @param callerArn who
     * @param access what
     */
    static AwsError of(String callerArn, Access access, Decision decision) {
        return AwsError.client(CODE, text(callerArn, access, decision));
    }

    private static String text(String callerArn, Access access, Decision decision) {
        boolean ec2 = access.action().startsWith("ec2:");
        // EC2 says more than others in front, and nothing of a resource where the action has none.
        String start = ec2 ? "You are not authorized to perform this operation. " : "";
        String on = ec2 && access.resource().equals(Access.ANY) ? "" : " on resource: " + shown(access.resource());
        return start + "User: " + callerArn + " is not authorized to perform: " + access.action() + on
                + because(access.action(), decision);
    }

    private static String shown(String resource) {
        return resource.length() <= LONGEST_NAME ? resource : resource.substring(0, LONGEST_NAME) + "...";
    }

    private static String because(String action, Decision decision) {
        return switch (decision) {
            case Decision.Allowed allowed -> throw new IllegalArgumentException(allowed + " is no denial");
            case Decision.ExplicitDeny denied ->
                " with an explicit deny in " + article(denied.by().layer())
                        + (denied.by().policy().startsWith("arn:")
                                        && denied.by().layer() != Layer.RESOURCE
                                ? ": " + denied.by().policy()
                                : "");
            case Decision.ImplicitDeny nobody ->
                " because no " + nobody.layer().title() + " allows the " + action + " action";
        };
    }

    private static String article(Layer layer) {
        String title = layer.title();
        boolean vowel = "aeiou".indexOf(title.toLowerCase(Locale.ROOT).charAt(0)) >= 0;
        return (vowel ? "an " : "a ") + title;
    }
}
