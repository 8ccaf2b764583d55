package io.gantry.ecs.service;

import io.gantry.ecs.deployment.ImagePin;
import io.gantry.ecs.deployment.ServiceDeployment;
import io.gantry.ecs.deployment.ServiceRevision;
import io.gantry.ecs.deployment.ServiceRevisions;
import io.gantry.ecs.task.TaskContainer;
import io.gantry.ecs.task.Tasks;
import io.gantry.ecs.taskdefinition.TaskDefinition;
import io.gantry.ecs.taskdefinition.TaskDefinitions;
import io.gantry.state.View;
import io.gantry.wire.codec.AwsJson;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.ecs.model.VersionConsistency;

/**
 * Finds the digests of a deployment's images: what the first task that tells one says is what the revision shows. An image
 * that its registry does not know has none.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-type-ecs.html">ECS: container image
 *     resolution</a>
 */
final class Images {
    /** How many tasks are asked: AWS gives up after three, too. */
    private static final int ASKED = 3;

    private Images() {}

    /** Containers whose images are known now and were not before, while their deployment is under way. */
    static List<TaskContainer> resolved(
            View view, Service service, Optional<ServiceDeployment> deployment, List<Replica> replicas) {
        Optional<Deployment> primary = service.primary();
        if (primary.isEmpty() || !ServiceDecider.isUnderWay(deployment)) {
            return List.of();
        }
        Map<String, TaskContainer> told = told(view, primary.get(), replicas);
        if (told.isEmpty()) {
            return List.of();
        }
        Optional<ServiceRevision> revision = view.get(
                ServiceRevisions.TABLE,
                ServiceRevision.id(
                        service.scope(),
                        service.cluster(),
                        service.name(),
                        primary.get().revision()));
        told.keySet().removeIf(name -> revision.flatMap(one -> one.pin(name)).isPresent());
        if (!told.isEmpty()) {
            told.keySet().removeAll(inconsistent(view, service, primary.get()));
        }
        return revision.isPresent() ? List.copyOf(told.values()) : List.of();
    }

    private static Map<String, TaskContainer> told(View view, Deployment primary, List<Replica> replicas) {
        Map<String, TaskContainer> told = new LinkedHashMap<>();
        replicas.stream()
                .filter(replica -> replica.revision().equals(primary.revision()))
                .sorted(Comparator.comparing(Replica::phase, Comparator.comparing(Replica.Phase.RUNNING::equals))
                        .reversed()
                        .thenComparing(Replica::createdAt))
                .limit(ASKED)
                .flatMap(replica -> view.get(Tasks.TABLE, replica.taskId()).stream())
                .flatMap(task -> task.containers().stream())
                .filter(container -> ImagePin.isDigest(container.imageDigest()))
                .forEach(container -> told.putIfAbsent(container.name(), container));
        return told;
    }

    /** Containers that run whatever their image's name means when they start. */
    private static Set<String> inconsistent(View view, Service service, Deployment primary) {
        Set<String> names = new HashSet<>();
        TaskDefinitions.find(view, service.scope(), primary.taskDefinition())
                .map(TaskDefinition::definition)
                .map(json -> AwsJson.read(json, software.amazon.awssdk.services.ecs.model.TaskDefinition.builder()))
                .ifPresent(definition -> definition.containerDefinitions().stream()
                        .filter(one -> one.versionConsistency() == VersionConsistency.DISABLED)
                        .forEach(one -> names.add(one.name())));
        return names;
    }
}
