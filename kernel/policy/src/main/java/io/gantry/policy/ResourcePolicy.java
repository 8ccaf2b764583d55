package io.gantry.policy;

/**
 * The policy of the resource that a request is about.
 *
 * @param source the document and where it comes from
 * @param accountId the account that owns the resource
 * @param decisive whether nothing is allowed without it even to the owner's own users: trust policies of roles, policies of
 *     keys
 */
public record ResourcePolicy(PolicySource source, String accountId, boolean decisive) {
    /** The trust policy of a role. */
    public static ResourcePolicy trust(String roleArn, PolicyDocument document, String accountId) {
        return new ResourcePolicy(new PolicySource(roleArn, document), accountId, true);
    }

    /** The policy of a bucket, a secret or another resource that its account's users also reach by their own policies. */
    public static ResourcePolicy of(String resourceArn, PolicyDocument document, String accountId) {
        return new ResourcePolicy(new PolicySource(resourceArn, document), accountId, false);
    }
}
