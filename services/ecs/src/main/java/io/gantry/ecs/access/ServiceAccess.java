package io.gantry.ecs.access;

import static io.gantry.ecs.access.Keys.enabled;
import static io.gantry.ecs.access.Keys.network;
import static io.gantry.ecs.access.Keys.providers;
import static io.gantry.ecs.access.Keys.single;

import io.gantry.access.Access;
import io.gantry.models.ecs.EcsApi;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.CreateServiceRequest;
import software.amazon.awssdk.services.ecs.model.CreateTaskSetRequest;
import software.amazon.awssdk.services.ecs.model.ServiceConnectConfiguration;
import software.amazon.awssdk.services.ecs.model.ServiceManagedEBSVolumeConfiguration;
import software.amazon.awssdk.services.ecs.model.ServiceVolumeConfiguration;
import software.amazon.awssdk.services.ecs.model.UpdateServiceRequest;
import software.amazon.awssdk.services.ecs.model.VpcLatticeConfiguration;

/** Services, their deployments and revisions, and task sets. */
final class ServiceAccess {
    private static final String TYPE = "service";

    private ServiceAccess() {}

    static void fill(EcsAccess access) {
        access.all(EcsApi.CREATE_SERVICE, ServiceAccess::create)
                .all(EcsApi.UPDATE_SERVICE, ServiceAccess::update)
                .one(EcsApi.DELETE_SERVICE, (asked, in) -> service(asked, in.cluster(), in.service()))
                .all(EcsApi.DESCRIBE_SERVICES, (asked, in) -> asked.withinEach(TYPE, in.cluster(), in.services()))
                .one(
                        EcsApi.LIST_SERVICES,
                        (asked, in) -> asked.anywhere().with("ecs:cluster", asked.cluster(in.cluster())))
                .one(
                        EcsApi.LIST_SERVICES_BY_NAMESPACE,
                        (asked, in) -> asked.anywhere().with(single("ecs:namespace", in.namespace())))
                .one(EcsApi.LIST_SERVICE_DEPLOYMENTS, (asked, in) -> service(asked, in.cluster(), in.service()))
                .all(EcsApi.DESCRIBE_SERVICE_DEPLOYMENTS, (asked, in) -> each(asked, in.serviceDeploymentArns()))
                .all(EcsApi.DESCRIBE_SERVICE_REVISIONS, (asked, in) -> each(asked, in.serviceRevisionArns()))
                .all(EcsApi.STOP_SERVICE_DEPLOYMENT, (asked, in) -> each(asked, List.of(in.serviceDeploymentArn())))
                .all(
                        EcsApi.CONTINUE_SERVICE_DEPLOYMENT,
                        (asked, in) -> each(asked, List.of(in.serviceDeploymentArn())));
        taskSets(access);
    }

    private static void taskSets(EcsAccess access) {
        access.all(EcsApi.CREATE_TASK_SET, ServiceAccess::createTaskSet)
                .one(EcsApi.UPDATE_TASK_SET, (asked, in) -> taskSet(asked, in.cluster(), in.service(), in.taskSet()))
                .one(EcsApi.DELETE_TASK_SET, (asked, in) -> taskSet(asked, in.cluster(), in.service(), in.taskSet()))
                .all(EcsApi.DESCRIBE_TASK_SETS, (asked, in) -> {
                    List<String> named = in.taskSets().isEmpty() ? List.of("*") : in.taskSets();
                    return named.stream()
                            .flatMap(Stream::ofNullable)
                            .map(one -> taskSet(asked, in.cluster(), in.service(), one))
                            .toList();
                })
                .one(EcsApi.UPDATE_SERVICE_PRIMARY_TASK_SET, (asked, in) -> service(asked, in.cluster(), in.service()));
    }

    private static Access service(Asked asked, @Nullable String cluster, @Nullable String service) {
        return asked.within(cluster, asked.member(TYPE, cluster, service));
    }

    private static Access taskSet(
            Asked asked, @Nullable String cluster, @Nullable String service, @Nullable String set) {
        return asked.within(cluster, asked.taskSet(cluster, service, set))
                .with("ecs:service", asked.member(TYPE, cluster, service));
    }

    private static List<Access> each(Asked asked, List<String> arns) {
        return arns.stream().flatMap(Stream::ofNullable).map(asked::on).toList();
    }

    private static List<Access> create(Asked asked, CreateServiceRequest in) {
        String arn = asked.member(TYPE, in.cluster(), in.serviceName());
        Access create = asked.within(in.cluster(), arn)
                .with("ecs:task-definition", TaskDefinitionAccess.arn(asked, in.taskDefinition()))
                .with(enabled("ecs:enable-execute-command", in.enableExecuteCommand()))
                .with(enabled(
                        "ecs:enable-ebs-volumes", !in.volumeConfigurations().isEmpty()))
                .with(enabled(
                        "ecs:enable-vpc-lattice", !in.vpcLatticeConfigurations().isEmpty()))
                .with(connect(in.serviceConnectConfiguration()))
                .with(single("ecs:propagate-tags", in.propagateTagsAsString()))
                .with(providers(in.capacityProviderStrategy()))
                .with(network(in.networkConfiguration()));
        List<Access> created = asked.creating(create, arn, in.tags());
        List<Access> tasks = asked.passing(
                created, TaskDefinitionAccess.roles(asked, in.taskDefinition(), null), TaskDefinitionAccess.TASKS);
        List<String> own = Stream.concat(
                        Stream.ofNullable(in.role()),
                        infrastructure(in.volumeConfigurations(), in.vpcLatticeConfigurations()))
                .toList();
        return asked.passing(tasks, own, TaskAccess.ECS);
    }

    private static List<Access> update(Asked asked, UpdateServiceRequest in) {
        Access update = service(asked, in.cluster(), in.service())
                .with(enabled(
                        "ecs:enable-ebs-volumes", !in.volumeConfigurations().isEmpty()))
                .with(enabled(
                        "ecs:enable-vpc-lattice", !in.vpcLatticeConfigurations().isEmpty()))
                .with(single("ecs:enable-execute-command", in.enableExecuteCommand()))
                .with(connect(in.serviceConnectConfiguration()))
                .with(single("ecs:propagate-tags", in.propagateTagsAsString()))
                .with(providers(in.capacityProviderStrategy()))
                .with(network(in.networkConfiguration()));
        if (in.taskDefinition() != null) {
            update = update.with("ecs:task-definition", TaskDefinitionAccess.arn(asked, in.taskDefinition()));
        }
        List<Access> tasks = asked.passing(
                List.of(update),
                TaskDefinitionAccess.roles(asked, in.taskDefinition(), null),
                TaskDefinitionAccess.TASKS);
        return asked.passing(
                tasks,
                infrastructure(in.volumeConfigurations(), in.vpcLatticeConfigurations())
                        .toList(),
                TaskAccess.ECS);
    }

    private static List<Access> createTaskSet(Asked asked, CreateTaskSetRequest in) {
        String arn = asked.taskSet(in.cluster(), in.service(), null);
        Access create = taskSet(asked, in.cluster(), in.service(), null)
                .with("ecs:task-definition", TaskDefinitionAccess.arn(asked, in.taskDefinition()))
                .with(providers(in.capacityProviderStrategy()))
                .with(network(in.networkConfiguration()));
        return asked.passing(
                asked.creating(create, arn, in.tags()),
                TaskDefinitionAccess.roles(asked, in.taskDefinition(), null),
                TaskDefinitionAccess.TASKS);
    }

    private static io.gantry.policy.ConditionKeys connect(@Nullable ServiceConnectConfiguration configuration) {
        return enabled("ecs:enable-service-connect", configuration == null ? null : configuration.enabled())
                .or(single("ecs:namespace", configuration == null ? null : configuration.namespace()));
    }

    private static Stream<String> infrastructure(
            List<ServiceVolumeConfiguration> volumes, List<VpcLatticeConfiguration> lattices) {
        return Stream.concat(
                        volumes.stream()
                                .flatMap(Stream::ofNullable)
                                .flatMap(volume -> Stream.ofNullable(volume.managedEBSVolume()))
                                .map(ServiceManagedEBSVolumeConfiguration::roleArn),
                        lattices.stream().flatMap(Stream::ofNullable).map(VpcLatticeConfiguration::roleArn))
                .flatMap(Stream::ofNullable);
    }
}
