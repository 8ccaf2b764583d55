package io.gantry.iam.policy;

import io.gantry.iam.resource.Entity;
import io.gantry.iam.resource.IamErrors;
import io.gantry.iam.resource.Tags;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A managed policy.
 *
 * @param accountId of its owner; {@link #AWS} for those that AWS manages
 * @param versions newest first, at most five
 * @param made how many versions were ever made
 */
public record ManagedPolicy(
        String accountId,
        String name,
        String entityId,
        String path,
        String description,
        Instant createDate,
        Instant updateDate,
        List<PolicyVersion> versions,
        String defaultVersionId,
        int made,
        Map<String, String> tags)
        implements Entity {
    /** What stands for the account in the ARNs of AWS's own policies. */
    public static final String AWS = "aws";

    static final String TYPE = "policy";
    private static final int MOST_VERSIONS = 5;

    public ManagedPolicy {
        versions = List.copyOf(versions);
        tags = Tags.sorted(tags);
    }

    @Override
    public String type() {
        return TYPE;
    }

    /** The version that is in force. */
    public PolicyVersion current() {
        return version(defaultVersionId)
                .orElseThrow(() -> new IllegalStateException(arn() + " has no " + defaultVersionId));
    }

    /** The version with this id. */
    public Optional<PolicyVersion> version(String versionId) {
        return versions.stream()
                .filter(version -> version.versionId().equals(versionId))
                .findFirst();
    }

    /**
     * With one more version.
     *
     * @throws io.gantry.base.AwsError LimitExceeded when there are five
     */
    ManagedPolicy with(String document, boolean asDefault, Instant now) {
        if (versions.size() >= MOST_VERSIONS) {
            throw IamErrors.limitExceeded("A managed policy can have up to " + MOST_VERSIONS
                    + " versions. Before you create a new version, you must delete an existing version.");
        }
        PolicyVersion version = new PolicyVersion("v" + (made + 1), document, now);
        List<PolicyVersion> more = new ArrayList<>(versions);
        more.addFirst(version);
        return changed(more, asDefault ? version.versionId() : defaultVersionId, made + 1, now);
    }

    ManagedPolicy without(String versionId, Instant now) {
        List<PolicyVersion> fewer = versions.stream()
                .filter(version -> !version.versionId().equals(versionId))
                .toList();
        return changed(fewer, defaultVersionId, made, now);
    }

    ManagedPolicy withDefault(String versionId, Instant now) {
        return changed(versions, versionId, made, now);
    }

    private ManagedPolicy changed(List<PolicyVersion> newVersions, String newDefault, int nowMade, Instant now) {
        return new ManagedPolicy(
                accountId, name, entityId, path, description, createDate, now, newVersions, newDefault, nowMade, tags);
    }

    ManagedPolicy withTags(Map<String, String> newTags) {
        return new ManagedPolicy(
                accountId,
                name,
                entityId,
                path,
                description,
                createDate,
                updateDate,
                versions,
                defaultVersionId,
                made,
                newTags);
    }
}
