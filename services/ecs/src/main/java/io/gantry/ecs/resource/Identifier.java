package io.gantry.ecs.resource;

import io.gantry.base.Arn;
import io.gantry.base.AwsError;
import java.util.regex.Pattern;

/**
 * How callers name what lives in a cluster: by its id, or by its ARN with or without the cluster's name.
 *
 * @param type the kind in the ARN, for example {@code container-instance}
 * @param title the kind in refusals, for example {@code Container Instance}
 * @param member the id's name in refusals, for example {@code containerInstanceId}
 */
public record Identifier(String type, String title, String member) {
    /** New ids have 32 characters; ids with dashes come from long ago. */
    private static final Pattern ID = Pattern.compile("[0-9a-f]{32}|[0-9a-f-]{36}");

    private static final int LENGTH = 32;
    private static final int OLD_LENGTH = 36;

    /**
     * The id in {@code idOrArn}. Whether it names something is not asked.
     *
     * @param cluster the name of the cluster that the call is about
     * @throws AwsError InvalidParameterException when it is malformed, or of another kind, account, region or cluster
     */
    public String in(Scope scope, String cluster, String idOrArn) {
        String id = Arn.looksLikeArn(idOrArn) ? ofArn(scope, cluster, idOrArn) : idOrArn;
        if (id.length() != LENGTH && id.length() != OLD_LENGTH) {
            throw EcsErrors.invalidParameter(member + " length should be one of [" + LENGTH + "," + OLD_LENGTH + "]");
        }
        if (!ID.matcher(id).matches()) {
            throw invalid();
        }
        return id;
    }

    private String ofArn(Scope scope, String cluster, String text) {
        Arn arn = Arn.parse(text).filter(found -> found.service().equals("ecs")).orElseThrow(this::invalid);
        if (!arn.accountId().equals(scope.accountId())) {
            throw EcsErrors.invalidParameter(
                    "Identifier is for " + arn.accountId() + ". Your accountId is " + scope.accountId());
        }
        if (!arn.region().equals(scope.region())) {
            throw EcsErrors.invalidParameter(
                    "Identifier is for " + arn.region() + ". Your region is " + scope.region());
        }
        if (!arn.resourceType().equals(type)) {
            throw EcsErrors.invalidParameter("Unsupported resource type: " + arn.resourceType());
        }
        String[] parts = arn.resourceId().split("/", -1);
        if (parts.length > 2) {
            throw invalid();
        }
        if (parts.length == 2 && !parts[0].equals(cluster)) {
            throw EcsErrors.invalidParameter(
                    "Invalid identifier: Identifier is for cluster " + parts[0] + ". Your cluster is " + cluster);
        }
        return parts[parts.length - 1];
    }

    private AwsError invalid() {
        return EcsErrors.invalidParameter(
                title + " Identifier is invalid. Specify an id of " + LENGTH + " hexadecimal characters or an ARN.");
    }
}
