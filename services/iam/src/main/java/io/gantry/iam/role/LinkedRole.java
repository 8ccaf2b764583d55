package io.gantry.iam.role;

import io.gantry.iam.resource.IamErrors;
import io.gantry.records.Json;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The roles that services have of their own, as far as the services are here or soon will be.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_aws-services-that-work-with-iam.html">AWS: services
 *     with service-linked roles</a>
 */
enum LinkedRole {
    ECS("ecs.amazonaws.com", "AWSServiceRoleForECS", "AmazonECSServiceRolePolicy", false),
    ELASTIC_LOAD_BALANCING(
            "elasticloadbalancing.amazonaws.com",
            "AWSServiceRoleForElasticLoadBalancing",
            "AWSElasticLoadBalancingServiceRolePolicy",
            false),
    AUTO_SCALING("autoscaling.amazonaws.com", "AWSServiceRoleForAutoScaling", "AutoScalingServiceRolePolicy", true),
    APPLICATION_AUTO_SCALING(
            "ecs.application-autoscaling.amazonaws.com",
            "AWSServiceRoleForApplicationAutoScaling_ECSService",
            "AWSApplicationAutoscalingECSServicePolicy",
            false);

    private final String principal;
    private final String roleName;
    private final String policyName;
    private final boolean suffixed;

    LinkedRole(String principal, String roleName, String policyName, boolean suffixed) {
        this.principal = principal;
        this.roleName = roleName;
        this.policyName = policyName;
        this.suffixed = suffixed;
    }

    /**
     * The role of the service that a caller named.
     *
     * @throws AwsError InvalidInput
     */
    static LinkedRole of(String serviceName) {
        return Arrays.stream(values())
                .filter(service -> service.principal.equals(serviceName))
                .findFirst()
                .orElseThrow(() -> IamErrors.invalidInput("Service name " + serviceName
                        + " is not one of a service of Gantry that has service-linked roles."));
    }

    /**
     * The name of the role.
     *
     * @throws AwsError InvalidInput when the service takes no suffix
     */
    String roleName(Optional<String> suffix) {
        if (suffix.isPresent() && !suffixed) {
            throw IamErrors.invalidInput("Custom suffix is not allowed for " + principal);
        }
        return suffix.map(text -> roleName + "_" + text).orElse(roleName);
    }

    String path() {
        return "/aws-service-role/" + principal + "/";
    }

    /** The AWS managed policy of the role. */
    String policyArn() {
        return "arn:aws:iam::aws:policy/aws-service-role/" + policyName;
    }

    /** Only the service may assume the role. */
    String trustPolicy() {
        Map<String, Object> statement = new LinkedHashMap<>();
        statement.put("Effect", "Allow");
        statement.put("Principal", Map.of("Service", principal));
        statement.put("Action", "sts:AssumeRole");
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("Version", "2012-10-17");
        document.put("Statement", List.of(statement));
        return Json.MAPPER.writeValueAsString(document);
    }
}
