package io.gantry.ecs.service;

import io.gantry.base.Arn;
import io.gantry.base.AwsError;
import io.gantry.ecs.cluster.Cluster;
import io.gantry.ecs.deployment.ServiceDeployment;
import io.gantry.ecs.deployment.ServiceDeployments;
import io.gantry.ecs.resource.EcsErrors;
import io.gantry.ecs.resource.Scope;
import io.gantry.ecs.task.Task;
import io.gantry.ecs.task.Tasks;
import io.gantry.ecs.taskdefinition.TaskDefinition;
import io.gantry.ecs.taskset.TaskSet;
import io.gantry.ecs.taskset.TaskSets;
import io.gantry.records.JsonRecordCodec;
import io.gantry.state.Index;
import io.gantry.state.Table;
import io.gantry.state.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The table of services, and how a caller names one. */
public final class Services {
    /** Services under what happens to their cluster and concerns them; see the key methods. */
    public static final Index<Service> CONCERN = new Index<>("concern", Services::concerns);

    /** Services by {@link Service#id()}; those of a cluster lie together. */
    public static final Table<Service> TABLE =
            new Table<>("ecs/service", Service::id, JsonRecordCodec.of(Service.class), List.of(CONCERN));

    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_-]{1,255}");

    private Services() {}

    private static List<String> concerns(Service service) {
        List<String> keys = new ArrayList<>();
        if (service.status() != Service.Status.INACTIVE) {
            keys.add(aliveKey(service.clusterId()));
            keys.add(statusKey(service.clusterId(), service.status()));
            if (service.stall().isPresent()) {
                keys.add(stalledKey(service.clusterId()));
            }
            service.deployments().forEach(one -> keys.add(definitionKey(one.taskDefinition())));
            if (service.scheduling() == Service.Scheduling.DAEMON) {
                keys.add(daemonKey(service.clusterId()));
            }
        }
        return keys;
    }

    /** In {@link #CONCERN}: services of a cluster that are not INACTIVE. */
    static String aliveKey(String clusterId) {
        return "alive " + clusterId;
    }

    /** In {@link #CONCERN}: services of a cluster in a status; nobody asks for INACTIVE ones. */
    private static String statusKey(String clusterId, Service.Status status) {
        return status + " " + clusterId;
    }

    /** In {@link #CONCERN}: services of a cluster that wait for room. */
    static String stalledKey(String clusterId) {
        return "stalled " + clusterId;
    }

    /** In {@link #CONCERN}: services of a cluster that want a task on each host. */
    static String daemonKey(String clusterId) {
        return "daemon " + clusterId;
    }

    /** In {@link #CONCERN}: services that run a task definition, or are about to. */
    private static String definitionKey(String taskDefinitionArn) {
        return "definition " + taskDefinitionArn;
    }

    /** The service's task sets, the oldest first; read by id, so that what is decided on them holds. */
    static List<TaskSet> taskSets(View view, Service service) {
        return service.taskSets().stream()
                .flatMap(number ->
                        TaskSets.of(view, service.scope(), service.cluster(), service.name(), number).stream())
                .toList();
    }

    /** Whether {@code task} was started by a service. */
    static boolean runs(Task task) {
        return task.launch().group().startsWith(Tasks.SERVICE_GROUP);
    }

    /** The record id of the service that started {@code task}. */
    static String idOf(Task task) {
        return task.scope().id(task.cluster() + "/" + task.launch().group().substring(Tasks.SERVICE_GROUP.length()));
    }

    /** The service that started {@code task}; empty when a caller did. */
    static Optional<Service> of(View view, Task task) {
        return runs(task) ? view.get(TABLE, idOf(task)) : Optional.empty();
    }

    /** Whether a service runs this revision, or is about to. */
    public static boolean uses(View view, TaskDefinition definition) {
        return view.count(TABLE, CONCERN, definitionKey(definition.arn().toString())) > 0;
    }

    /** Whether a service of a cluster that is not INACTIVE, or one of its task sets, spreads tasks over a capacity provider. */
    public static boolean usesCapacityProvider(View view, String clusterId, String provider) {
        return view.list(TABLE, CONCERN, aliveKey(clusterId)).stream()
                .anyMatch(service -> ServiceDefinition.strategy(ServiceDefinition.of(service))
                                .names(provider)
                        || taskSets(view, service).stream()
                                .map(set -> ServiceDefinition.of(service, set))
                                .anyMatch(set -> ServiceDefinition.strategy(set).names(provider)));
    }

    /** The service's deployments, in no order. */
    public static List<ServiceDeployment> deployments(View view, Service service) {
        return ServiceDeployments.of(view, service.scope(), service.cluster(), service.name(), service.createdAt());
    }

    /** How many services of a cluster are not INACTIVE. */
    public static int alive(View view, String clusterId) {
        return view.count(TABLE, CONCERN, aliveKey(clusterId));
    }

    /** How many services of a cluster are ACTIVE. */
    public static int active(View view, String clusterId) {
        return view.count(TABLE, CONCERN, statusKey(clusterId, Service.Status.ACTIVE));
    }

    /**
     * How many services of a cluster are in a status, by the launch type of their tasks.
     *
     * @param status ACTIVE or DRAINING
     */
    public static Map<String, Integer> byLaunchType(View view, String clusterId, Service.Status status) {
        return view.list(TABLE, CONCERN, statusKey(clusterId, status)).stream()
                .collect(Collectors.toMap(ServiceDefinition::launchType, service -> 1, Integer::sum));
    }

    /**
     * The service that a caller named by its name or ARN, whatever its status; empty when there is none.
     *
     * @throws AwsError InvalidParameterException when it is malformed or of another cluster
     */
    public static Optional<Service> find(View view, Cluster cluster, String nameOrArn) {
        return view.get(TABLE, cluster.id() + "/" + name(cluster, nameOrArn))
                .filter(service -> cluster.holdsSince(service.createdAt()));
    }

    /**
     * The ACTIVE service that a caller named.
     *
     * @throws AwsError ServiceNotFoundException or ServiceNotActiveException
     */
    public static Service active(View view, Cluster cluster, String nameOrArn) {
        Service service = find(view, cluster, nameOrArn).orElseThrow(Services::notFound);
        if (service.status() != Service.Status.ACTIVE) {
            throw AwsError.client("ServiceNotActiveException", "Service was not ACTIVE.");
        }
        return service;
    }

    /**
     * The name of the service that a caller named, INACTIVE ones included.
     *
     * @throws AwsError ServiceNotFoundException
     */
    public static String nameOf(View view, Cluster cluster, String nameOrArn) {
        return find(view, cluster, nameOrArn).orElseThrow(Services::notFound).name();
    }

    /** AWS's answer to a name that names none. */
    static AwsError notFound() {
        return AwsError.client("ServiceNotFoundException", "Service not found.");
    }

    /**
     * The name in a name or an ARN.
     *
     * @throws AwsError InvalidParameterException when it is neither, or of another cluster
     */
    static String name(Cluster cluster, String nameOrArn) {
        String name = Arn.looksLikeArn(nameOrArn) ? ofArn(cluster, nameOrArn) : nameOrArn;
        checkName(name);
        return name;
    }

    /** Refuses what can be no service's name. */
    static void checkName(String name) {
        if (name.isEmpty()) {
            throw EcsErrors.invalidParameter("Service name can not be blank.");
        }
        if (!NAME.matcher(name).matches()) {
            throw EcsErrors.invalidParameter("Invalid service name '" + name
                    + "'. Up to 255 letters, numbers, underscores and hyphens are allowed.");
        }
    }

    private static String ofArn(Cluster cluster, String text) {
        Scope scope = cluster.scope();
        Arn arn = Arn.parse(text)
                .filter(found -> scope.owns(found) && found.resourceType().equals("service"))
                .orElseThrow(() -> EcsErrors.invalidParameter("Invalid identifier: '" + text
                        + "' is no ARN of a service of account " + scope.accountId() + " in region " + scope.region()
                        + "."));
        String[] parts = arn.resourceId().split("/", -1);
        if (parts.length == 2 && !parts[0].equals(cluster.name())) {
            throw EcsErrors.invalidParameter("Invalid identifier: Identifier is for cluster " + parts[0]
                    + ". Your cluster is " + cluster.name());
        }
        return parts[parts.length - 1];
    }
}
