package io.gantry.policy;

import java.util.List;
import java.util.Set;

/** IAM's rules for the texts of {@code Resource} and {@code NotResource}. */
final class ResourceFormat {
    private static final Set<String> PARTITIONS =
            Set.of("aws", "aws-cn", "aws-us-gov", "aws-iso", "aws-iso-b", "aws-iso-e", "aws-iso-f", "aws-eusc", "*");
    private static final List<String> IAM_PATHS = List.of(
            "user/",
            "federated-user/",
            "role/",
            "group/",
            "instance-profile/",
            "mfa/",
            "server-certificate/",
            "policy/",
            "sms-mfa/",
            "saml-provider/",
            "oidc-provider/",
            "report/",
            "access-report/");
    private static final int PARTS = 6;
    private static final int RESOURCE = 5;

    private ResourceFormat() {}

    /**
     * Returns when {@code resource} is a pattern of ARNs.
     *
     * @throws MalformedPolicy with IAM's message when it is none
     */
    static void check(String resource) {
        if (resource.equals("*")) {
            return;
        }
        PolicyReader.check(resource.contains(":"), "Resource " + resource + " must be in ARN format or \"*\".");
        String[] parts = resource.split(":", PARTS);
        PolicyReader.check(
                PARTITIONS.contains(parts[1]) || parts[1].startsWith("${"),
                "Partition \"" + parts[1] + "\" is not valid for resource \"arn:" + parts[1] + ":" + rest(parts)
                        + "\".");
        PolicyReader.check(
                parts.length > 2 && parts[2].indexOf('*') < 0 && parts[2].indexOf('?') < 0 && parts[0].equals("arn"),
                "Resource vendor must be fully qualified and cannot contain regexes.");
        PolicyReader.check(
                !parts[2].isEmpty() && (parts.length == PARTS || !resource.contains("::")), PolicyReader.LEGACY);
        boolean regional = parts.length > 3 && !parts[3].isEmpty() && !parts[3].equals("*");
        if (parts[2].equals("iam")) {
            PolicyReader.check(!regional, "IAM resource " + resource + " cannot contain region information.");
            PolicyReader.check(
                    parts.length < PARTS || isIamPath(parts[RESOURCE]),
                    "IAM resource path must either be \"*\" or start with " + String.join(", ", IAM_PATHS) + ".");
        }
        if (parts[2].equals("s3")) {
            PolicyReader.check(
                    !regional || (parts.length == PARTS && parts[RESOURCE].startsWith("accesspoint/")),
                    "Resource " + resource + " can not contain region information.");
        }
    }

    private static boolean isIamPath(String path) {
        return path.equals("*")
                || path.equals("root")
                || path.contains("*")
                || IAM_PATHS.stream().anyMatch(path::startsWith);
    }

    /** What IAM shows after the partition: a star for each part that is missing. */
    private static String rest(String[] parts) {
        String[] shown = {"*", "*", "*", "*"};
        for (int i = 2; i < parts.length; i++) {
            shown[i - 2] = parts[i];
        }
        return String.join(":", shown);
    }
}
