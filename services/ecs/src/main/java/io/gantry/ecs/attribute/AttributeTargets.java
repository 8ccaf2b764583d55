package io.gantry.ecs.attribute;

import io.gantry.base.Arn;
import io.gantry.base.AwsError;
import io.gantry.ecs.cluster.Cluster;
import io.gantry.ecs.instance.ContainerInstance;
import io.gantry.ecs.instance.ContainerInstances;
import io.gantry.ecs.resource.EcsErrors;
import io.gantry.state.View;
import java.util.List;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.ecs.model.Attribute;

/**
 * AWS's rules for custom attributes, and what they are attached to.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Attribute.html">ECS: Attribute</a>
 */
final class AttributeTargets {
    private static final int PER_CALL = 10;
    private static final String TARGET_TYPE = "container-instance";
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_./\\\\-]{1,128}");
    private static final Pattern VALUE = Pattern.compile("[A-Za-z0-9_.@/\\\\: -]{1,128}");

    private AttributeTargets() {}

    static void checkCount(List<Attribute> attributes) {
        if (attributes.isEmpty()) {
            throw EcsErrors.invalidParameter("Attributes cannot be empty.");
        }
        if (attributes.size() > PER_CALL) {
            throw EcsErrors.invalidParameter("Attributes can have at most " + PER_CALL + " items.");
        }
    }

    static void check(Attribute attribute) {
        if (!NAME.matcher(attribute.name()).matches()) {
            throw EcsErrors.invalidParameter("Invalid attribute name '" + attribute.name()
                    + "'. It has 1 to 128 letters, numbers and - _ . / \\ characters.");
        }
        if (attribute.name().startsWith("ecs.") || attribute.name().startsWith("com.amazonaws.")) {
            throw EcsErrors.invalidParameter(
                    "Attribute names beginning with ecs. or com.amazonaws. are reserved: " + attribute.name());
        }
        String value = attribute.value();
        if (value != null
                && !value.isEmpty()
                && (!VALUE.matcher(value).matches() || !value.strip().equals(value))) {
            throw EcsErrors.invalidParameter("Invalid value of attribute '" + attribute.name()
                    + "'. It has 1 to 128 letters, numbers and - _ . @ / \\ : characters, or spaces inside.");
        }
    }

    /** The registered instance that an attribute names as its target. */
    static ContainerInstance target(View view, Cluster cluster, Attribute attribute) {
        String type = attribute.targetTypeAsString();
        if (type != null && !type.equals(TARGET_TYPE)) {
            throw EcsErrors.invalidParameter("Invalid targetType: " + type);
        }
        if (attribute.targetId() == null || attribute.targetId().isEmpty()) {
            throw EcsErrors.invalidParameter("targetId cannot be empty.");
        }
        if (type == null && !Arn.looksLikeArn(attribute.targetId())) {
            throw EcsErrors.invalidParameter(
                    "targetType must be " + TARGET_TYPE + " when the targetId is an id and not an ARN.");
        }
        return view.get(ContainerInstances.TABLE, ContainerInstances.recordId(cluster, attribute.targetId()))
                .filter(ContainerInstance::isRegistered)
                .orElseThrow(() -> AwsError.client(
                        "TargetNotFoundException", "The target " + attribute.targetId() + " was not found."));
    }

    /** An attribute with its target, as it is answered. */
    static Attribute shape(ContainerInstance instance, String name, String value) {
        Attribute.Builder shape = Attribute.builder()
                .name(name)
                .targetType(TARGET_TYPE)
                .targetId(instance.arn().toString());
        return (value.isEmpty() ? shape : shape.value(value)).build();
    }
}
