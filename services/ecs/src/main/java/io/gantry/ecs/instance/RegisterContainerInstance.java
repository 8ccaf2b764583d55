package io.gantry.ecs.instance;

import io.gantry.ecs.cluster.Cluster;
import io.gantry.ecs.cluster.Clusters;
import io.gantry.ecs.resource.ClientTokens;
import io.gantry.ecs.resource.EcsErrors;
import io.gantry.ecs.resource.Scope;
import io.gantry.ecs.resource.Tags;
import io.gantry.state.StateStore;
import io.gantry.state.Tx;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.ecs.model.Attribute;
import software.amazon.awssdk.services.ecs.model.RegisterContainerInstanceRequest;
import software.amazon.awssdk.services.ecs.model.RegisterContainerInstanceResponse;
import software.amazon.awssdk.services.ecs.model.VersionInfo;

/**
 * Called by agents at each start. With an ARN it is the same instance again: it keeps its identity, its custom attributes
 * and its tasks. So it is with the client token of an earlier call to the same cluster: an agent that got no answer does
 * not know its ARN, and keeps the token while it tries again. The answer holds every attribute that was sent, else the
 * agent refuses to run.
 */
public final class RegisterContainerInstance
        implements Operation<RegisterContainerInstanceRequest, RegisterContainerInstanceResponse> {
    private static final String NAME = "RegisterContainerInstance";
    private static final String TOKEN = "clientToken";
    private static final String ZONE = "ecs.availability-zone";
    private static final String IMAGE = "ecs.ami-id";
    private static final String TYPE = "ecs.instance-type";

    private final StateStore store;
    private final InstanceShapes shapes;

    public RegisterContainerInstance(StateStore store, InstanceShapes shapes) {
        this.store = store;
        this.shapes = shapes;
    }

    @Override
    public RegisterContainerInstanceResponse call(RegisterContainerInstanceRequest in, CallContext call) {
        Scope scope = Scope.of(call);
        Capacity capacity = ResourceShapes.capacity(in.totalResources(), in.platformDevices());
        IdentityDocument document = IdentityDocument.parse(text(in.instanceIdentityDocument()));
        Map<String, String> attributes = attributes(scope, document, in.attributes());
        String token = ClientTokens.checked(call.textsBeside().getOrDefault(TOKEN, ""));
        return store.transact(tx -> {
            Cluster cluster = Clusters.active(tx, scope, Optional.ofNullable(in.cluster()));
            // What an attempt reports may change between two tries, so only token and cluster tell that it is the same.
            String attempt = token.isEmpty() ? "" : cluster.name() + "/" + token;
            String arn = knownAs(tx, scope, in, attempt);
            ContainerInstance instance = arn.isEmpty()
                    ? newInstance(tx, cluster, document, attributes, in)
                    : again(tx, cluster, arn, attributes, in);
            if (arn.isEmpty() && !attempt.isEmpty()) {
                String made = instance.arn().toString();
                ClientTokens.remember(tx, scope, NAME, attempt, "", List.of(made));
            }
            Allocation host = tx.get(Allocations.TABLE, instance.allocationId())
                    .map(known -> known.resized(capacity))
                    .orElseGet(() -> Allocation.of(scope, instance.hostId(), capacity));
            tx.put(Allocations.TABLE, host);
            tx.put(ContainerInstances.TABLE, instance);
            return RegisterContainerInstanceResponse.builder()
                    .containerInstance(shapes.describe(tx, instance, List.of(InstanceShapes.TAGS)))
                    .build();
        });
    }

    /** The ARN under which the instance is registered already, as the agent knows or the earlier call made it; or none. */
    private static String knownAs(Tx tx, Scope scope, RegisterContainerInstanceRequest in, String attempt) {
        String arn = text(in.containerInstanceArn());
        if (!arn.isEmpty() || attempt.isEmpty()) {
            return arn;
        }
        return ClientTokens.made(tx, scope, NAME, attempt, "")
                .map(List::getFirst)
                .orElse("");
    }

    private static ContainerInstance newInstance(
            Tx tx,
            Cluster cluster,
            IdentityDocument document,
            Map<String, String> attributes,
            RegisterContainerInstanceRequest in) {
        String id = tx.newId();
        Instant now = tx.now();
        return new ContainerInstance(
                cluster.scope(),
                cluster.name(),
                id,
                id,
                ContainerInstance.Status.ACTIVE,
                false,
                0,
                document.instanceId(),
                version(in.versionInfo()),
                attributes,
                Tags.of(in.tags()),
                now,
                1,
                List.of(),
                Optional.empty(),
                now,
                now);
    }

    private static ContainerInstance again(
            Tx tx, Cluster cluster, String arn, Map<String, String> sent, RegisterContainerInstanceRequest in) {
        ContainerInstance known = tx.get(ContainerInstances.TABLE, ContainerInstances.recordId(cluster, arn))
                .filter(ContainerInstance::isRegistered)
                .orElseThrow(
                        () -> EcsErrors.client("The referenced container instance was not found or is deregistered."));
        String type = known.attributes().getOrDefault(TYPE, "");
        if (!type.equals(sent.getOrDefault(TYPE, ""))) {
            throw EcsErrors.invalidParameter(
                    "Container instance type changes are not supported. Container instance " + known.instanceId()
                            + " was previously registered as " + (type.isEmpty() ? "no EC2 instance" : type) + ".");
        }
        Map<String, String> attributes = new HashMap<>(known.attributes());
        attributes.keySet().removeIf(RegisterContainerInstance::isReserved);
        attributes.putAll(sent);
        ContainerInstance same = known.withAttributes(attributes);
        return in.tags().isEmpty() ? same : same.withTags(Tags.added(same.tags(), in.tags()));
    }

    /** Whether an attribute is the agent's or ours to say, so that one it no longer sends is gone. */
    static boolean isReserved(String attribute) {
        return attribute.startsWith("ecs.") || attribute.startsWith("com.amazonaws.");
    }

    private static Map<String, String> attributes(Scope scope, IdentityDocument document, List<Attribute> sent) {
        Map<String, String> all = new HashMap<>();
        all.put(ZONE, document.availabilityZone().isEmpty() ? scope.region() + "a" : document.availabilityZone());
        if (!document.imageId().isEmpty()) {
            all.put(IMAGE, document.imageId());
        }
        if (!document.instanceType().isEmpty()) {
            all.put(TYPE, document.instanceType());
        }
        sent.forEach(attribute -> all.put(attribute.name(), text(attribute.value())));
        return all;
    }

    private static AgentVersion version(VersionInfo info) {
        return info == null
                ? AgentVersion.UNKNOWN
                : new AgentVersion(text(info.agentVersion()), text(info.agentHash()), text(info.dockerVersion()));
    }

    private static String text(String value) {
        return value == null ? "" : value;
    }
}
