package io.gantry.policy;

/**
 * A policy and where it comes from.
 *
 * @param name a managed policy's ARN, or an inline policy's name
 * @param document what it says
 */
public record PolicySource(String name, PolicyDocument document) {
    /** Whether refusals name it: AWS names the policies that have ARNs. */
    public boolean hasArn() {
        return name.startsWith("arn:");
    }
}
