package io.gantry.ecs;

import io.gantry.access.AccessTable;
import io.gantry.base.Arn;
import io.gantry.base.Env;
import io.gantry.control.Reconciler;
import io.gantry.ecs.access.EcsAccess;
import io.gantry.ecs.accountsetting.AccountSettings;
import io.gantry.ecs.accountsetting.DeleteAccountSetting;
import io.gantry.ecs.accountsetting.ListAccountSettings;
import io.gantry.ecs.accountsetting.PutAccountSetting;
import io.gantry.ecs.accountsetting.PutAccountSettingDefault;
import io.gantry.ecs.capacity.DescribeCapacityProviders;
import io.gantry.ecs.cluster.ClusterReaper;
import io.gantry.ecs.cluster.ClusterTags;
import io.gantry.ecs.cluster.Clusters;
import io.gantry.ecs.cluster.CreateCluster;
import io.gantry.ecs.cluster.DeleteCluster;
import io.gantry.ecs.cluster.DescribeClusters;
import io.gantry.ecs.cluster.ListClusters;
import io.gantry.ecs.cluster.PutClusterCapacityProviders;
import io.gantry.ecs.cluster.UpdateCluster;
import io.gantry.ecs.cluster.UpdateClusterSettings;
import io.gantry.ecs.deployment.DeploymentReaper;
import io.gantry.ecs.deployment.ServiceDeployments;
import io.gantry.ecs.deployment.ServiceRevisions;
import io.gantry.ecs.dispatch.AgentSessions;
import io.gantry.ecs.instance.Allocations;
import io.gantry.ecs.instance.ContainerInstances;
import io.gantry.ecs.instance.Fleets;
import io.gantry.ecs.instance.InstanceTags;
import io.gantry.ecs.network.TaskInterfaces;
import io.gantry.ecs.port.AgentDesk;
import io.gantry.ecs.port.CommandSessions;
import io.gantry.ecs.resource.ClientTokenReaper;
import io.gantry.ecs.resource.ClientTokens;
import io.gantry.ecs.resource.NoOthers;
import io.gantry.ecs.resource.Scope;
import io.gantry.ecs.resource.TaggableResources;
import io.gantry.ecs.role.CredentialsSalt;
import io.gantry.ecs.role.TaskRoles;
import io.gantry.ecs.service.Roster;
import io.gantry.ecs.service.ServiceEvents;
import io.gantry.ecs.service.ServiceReconciler;
import io.gantry.ecs.service.ServiceTags;
import io.gantry.ecs.service.ServiceTiming;
import io.gantry.ecs.service.Services;
import io.gantry.ecs.tag.ListTagsForResource;
import io.gantry.ecs.tag.TagResource;
import io.gantry.ecs.tag.UntagResource;
import io.gantry.ecs.task.Circumstances;
import io.gantry.ecs.task.LostInstanceReconciler;
import io.gantry.ecs.task.OrphanReconciler;
import io.gantry.ecs.task.TaskCounts;
import io.gantry.ecs.task.TaskReconciler;
import io.gantry.ecs.task.TaskRequests;
import io.gantry.ecs.task.TaskStatus;
import io.gantry.ecs.task.TaskTags;
import io.gantry.ecs.task.Tasks;
import io.gantry.ecs.taskdefinition.DeleteTaskDefinitions;
import io.gantry.ecs.taskdefinition.DeregisterTaskDefinition;
import io.gantry.ecs.taskdefinition.DescribeTaskDefinition;
import io.gantry.ecs.taskdefinition.Families;
import io.gantry.ecs.taskdefinition.ListTaskDefinitionFamilies;
import io.gantry.ecs.taskdefinition.ListTaskDefinitions;
import io.gantry.ecs.taskdefinition.RegisterTaskDefinition;
import io.gantry.ecs.taskdefinition.TaskDefinitionReaper;
import io.gantry.ecs.taskdefinition.TaskDefinitionTags;
import io.gantry.ecs.taskdefinition.TaskDefinitions;
import io.gantry.ecs.taskset.TaskSetTags;
import io.gantry.ecs.taskset.TaskSets;
import io.gantry.models.ecs.EcsApi;
import io.gantry.placement.Request;
import io.gantry.state.Schema;
import io.gantry.state.StateStore;
import io.gantry.state.Table;
import io.gantry.wire.AwsCaller;
import io.gantry.wire.Operation;
import io.gantry.wire.model.OperationType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.ecs.model.PlacementConstraint;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;
import software.amazon.awssdk.services.ecs.model.TaskOverride;

/** The door of the ECS room: what it offers, as data. */
public final class Ecs {
    /** Everything that bears tags. */
    private static final List<TaggableResources> NOUNS = List.of(
            new ClusterTags(),
            new TaskDefinitionTags(),
            new InstanceTags(),
            new TaskTags(),
            new ServiceTags(),
            new TaskSetTags());

    private final Context context;
    private final Map<OperationType<?, ?>, Operation<?, ?>> operations;
    private final List<Reconciler<?, ?>> reconcilers;

    private Ecs(
            Context context, Map<OperationType<?, ?>, Operation<?, ?>> operations, List<Reconciler<?, ?>> reconcilers) {
        this.context = context;
        this.operations = operations;
        this.reconcilers = reconcilers;
    }

    /**
     * What the room needs of the world.
     *
     * @param env the clock, identifiers and randomness
     * @param store the state
     * @param retention how long STOPPED tasks, INACTIVE services and INACTIVE container instances are shown
     * @param serviceTiming the periods of services
     * @param caller how other services' operations are called; used by nothing before the room is open
     * @param networks tables of other rooms whose changes concern the networks of tasks
     * @param sessions where sessions of ECS Exec are opened
     * @param replaceAfter how long an agent may be disconnected until services replace their tasks there; empty for ever
     */
    public record Context(
            Env env,
            StateStore store,
            Duration retention,
            ServiceTiming serviceTiming,
            Optional<Duration> replaceAfter,
            AwsCaller caller,
            List<Table<?>> networks,
            CommandSessions sessions) {
        /** With AWS's retention of an hour, and hosts that are given up after five minutes. */
        public Context(Env env, StateStore store, ServiceTiming serviceTiming) {
            this(
                    env,
                    store,
                    Duration.ofHours(1),
                    serviceTiming,
                    Optional.of(Duration.ofMinutes(5)),
                    new NoOthers(),
                    List.of(),
                    wanted -> Optional.empty());
        }

        /** With AWS's periods. */
        public Context(Env env, StateStore store) {
            this(env, store, ServiceTiming.AWS);
        }

        /** With another limit of patience with hosts that are away; empty for none. */
        public Context replacingAfter(Optional<Duration> patience) {
            return new Context(env, store, retention, serviceTiming, patience, caller, networks, sessions);
        }

        /** With other services beside it. */
        public Context beside(AwsCaller others, List<Table<?>> theirNetworks) {
            return new Context(env, store, retention, serviceTiming, replaceAfter, others, theirNetworks, sessions);
        }

        /** With somebody who carries sessions of ECS Exec; without, there is no room for any. */
        public Context carrying(CommandSessions carrier) {
            return new Context(env, store, retention, serviceTiming, replaceAfter, caller, networks, carrier);
        }

        /** With the short periods that suit one machine. */
        public static Context local(Env env, StateStore store) {
            return new Context(env, store, ServiceTiming.LOCAL);
        }
    }

    /** Opens the room. Nothing runs yet: the caller drives the reconcilers and dispatches to the operations. */
    public static Ecs open(Context context) {
        Offers offers = new Offers();
        clusters(offers, context.store());
        taskDefinitions(offers, context.store());
        tags(offers, context.store());
        accountSettings(offers, context.store());
        Agents.instances(offers, context.store());
        TaskInterfaces interfaces = new TaskInterfaces(context.caller());
        TaskRoles roles = new TaskRoles(context.caller());
        Agents.tasks(offers, context.store(), new Circumstances(interfaces, roles));
        Agents.commands(offers, context.store(), context.sessions());
        Agents.reports(offers, context.store());
        Rollouts.services(offers, context.store(), interfaces);
        Rollouts.taskSets(offers, context.store(), interfaces);
        List<Reconciler<?, ?>> reconcilers = new ArrayList<>(List.of(
                new ClientTokenReaper(),
                new ClusterReaper(),
                new TaskDefinitionReaper(new RoomUses()),
                new TaskReconciler(context.store(), interfaces, context.retention()),
                new OrphanReconciler(context.retention()),
                new ServiceReconciler(context.serviceTiming(), context.retention()),
                new DeploymentReaper()));
        context.replaceAfter()
                .ifPresent(patience -> reconcilers.add(
                        new LostInstanceReconciler(patience, context.env().now())));
        return new Ecs(context, offers.all(), List.copyOf(reconcilers));
    }

    /**
     * How long after its start a task without health checks counts as healthy.
     *
     * @param local whether the server goes by the short periods that suit one machine
     */
    public static Duration healthyAfter(boolean local) {
        return (local ? ServiceTiming.LOCAL : ServiceTiming.AWS).healthyAfter();
    }

    /**
     * What one more task asks of its host, from AWS's shapes alone: for those who explain to people what placement does, so
     * that they and it reckon alike.
     *
     * @param definition as DescribeTaskDefinition shows it
     * @param overrides of the task
     * @param launchType {@code EC2} or {@code EXTERNAL}
     * @param group of the task
     * @param constraints of the call or the service; those of the definition come to them
     * @param executeCommand whether ECS Exec is to be enabled
     * @throws io.gantry.base.AwsError when an override or an expression is none
     */
    public static Request placementRequest(
            TaskDefinition definition,
            TaskOverride overrides,
            String launchType,
            String group,
            List<PlacementConstraint> constraints,
            boolean executeCommand) {
        return TaskRequests.of(definition, overrides, launchType, group, constraints, executeCommand);
    }

    /** The room's operations by their constants in {@link EcsApi}. */
    public Map<OperationType<?, ?>, Operation<?, ?>> operations() {
        return operations;
    }

    /** What the room's operations need to be allowed. */
    public static AccessTable access() {
        return EcsAccess.of(NOUNS);
    }

    /** The room's tables. */
    public static List<Table<?>> tables() {
        return List.of(
                Clusters.TABLE,
                TaskDefinitions.TABLE,
                Families.TABLE,
                ContainerInstances.TABLE,
                Allocations.TABLE,
                Tasks.TABLE,
                Services.TABLE,
                ServiceEvents.TABLE,
                ServiceRevisions.TABLE,
                ServiceDeployments.TABLE,
                TaskSets.TABLE,
                AccountSettings.TABLE,
                CredentialsSalt.TABLE,
                ClientTokens.TABLE);
    }

    /** What the room keeps in its store. */
    public static Schema schema() {
        return new Schema(tables(), List.of(Fleets.PROJECTION, Roster.PROJECTION, TaskCounts.PROJECTION));
    }

    /** The agents' connections, without the room's own types: what a server drives. It opens them once. */
    public AgentDesk agentDesk() {
        return new Desk(agentSessions());
    }

    /** The agents' connections, to be driven by the owner of their sockets. A server opens them once. */
    public AgentSessions agentSessions() {
        return new AgentSessions(context.env(), context.store(), context.networks(), context.caller());
    }

    /** Whether a task has not ended, by its ARN: its credentials are worth something for as long. */
    public boolean taskLives(String taskArn) {
        return Arn.parse(taskArn)
                .flatMap(arn -> Tasks.byArn(context.store().view(), new Scope(arn.accountId(), arn.region()), taskArn))
                .filter(task -> !task.observedStopped() && task.lastStatus().compareTo(TaskStatus.DEPROVISIONING) < 0)
                .isPresent();
    }

    /** What keeps the room's records moving. */
    public List<Reconciler<?, ?>> reconcilers() {
        return reconcilers;
    }

    private static void clusters(Offers offers, StateStore store) {
        RoomContents contents = new RoomContents();
        offers.with(EcsApi.CREATE_CLUSTER, new CreateCluster(store, contents, new AccountSettings()))
                .with(EcsApi.DESCRIBE_CLUSTERS, new DescribeClusters(store, contents))
                .with(EcsApi.LIST_CLUSTERS, new ListClusters(store))
                .with(EcsApi.UPDATE_CLUSTER, new UpdateCluster(store, contents))
                .with(EcsApi.UPDATE_CLUSTER_SETTINGS, new UpdateClusterSettings(store, contents))
                .with(EcsApi.PUT_CLUSTER_CAPACITY_PROVIDERS, new PutClusterCapacityProviders(store, contents))
                .with(
                        EcsApi.DESCRIBE_CAPACITY_PROVIDERS,
                        new DescribeCapacityProviders(
                                store,
                                (view, scope, cluster) ->
                                        Clusters.capacityProviders(Clusters.active(view, scope, Optional.of(cluster)))))
                .with(EcsApi.DELETE_CLUSTER, new DeleteCluster(store, contents));
    }

    private static void taskDefinitions(Offers offers, StateStore store) {
        offers.with(EcsApi.REGISTER_TASK_DEFINITION, new RegisterTaskDefinition(store))
                .with(EcsApi.DEREGISTER_TASK_DEFINITION, new DeregisterTaskDefinition(store))
                .with(EcsApi.DESCRIBE_TASK_DEFINITION, new DescribeTaskDefinition(store))
                .with(EcsApi.LIST_TASK_DEFINITIONS, new ListTaskDefinitions(store))
                .with(EcsApi.LIST_TASK_DEFINITION_FAMILIES, new ListTaskDefinitionFamilies(store))
                .with(EcsApi.DELETE_TASK_DEFINITIONS, new DeleteTaskDefinitions(store));
    }

    private static void tags(Offers offers, StateStore store) {
        offers.with(EcsApi.TAG_RESOURCE, new TagResource(store, NOUNS))
                .with(EcsApi.UNTAG_RESOURCE, new UntagResource(store, NOUNS))
                .with(EcsApi.LIST_TAGS_FOR_RESOURCE, new ListTagsForResource(store, NOUNS));
    }

    private static void accountSettings(Offers offers, StateStore store) {
        offers.with(EcsApi.PUT_ACCOUNT_SETTING, new PutAccountSetting(store))
                .with(EcsApi.PUT_ACCOUNT_SETTING_DEFAULT, new PutAccountSettingDefault(store))
                .with(EcsApi.LIST_ACCOUNT_SETTINGS, new ListAccountSettings(store))
                .with(EcsApi.DELETE_ACCOUNT_SETTING, new DeleteAccountSetting(store));
    }
}
