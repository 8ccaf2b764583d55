package io.gantry.ecs;

import io.gantry.ecs.deployment.ContinueServiceDeployment;
import io.gantry.ecs.deployment.DescribeServiceDeployments;
import io.gantry.ecs.deployment.DescribeServiceRevisions;
import io.gantry.ecs.deployment.StopServiceDeployment;
import io.gantry.ecs.network.TaskInterfaces;
import io.gantry.ecs.service.CreateService;
import io.gantry.ecs.service.CreateTaskSet;
import io.gantry.ecs.service.DeleteService;
import io.gantry.ecs.service.DeleteTaskSet;
import io.gantry.ecs.service.DescribeServices;
import io.gantry.ecs.service.DescribeTaskSets;
import io.gantry.ecs.service.ListServiceDeployments;
import io.gantry.ecs.service.ListServices;
import io.gantry.ecs.service.ListServicesByNamespace;
import io.gantry.ecs.service.ServiceDemand;
import io.gantry.ecs.service.UpdateService;
import io.gantry.ecs.service.UpdateServicePrimaryTaskSet;
import io.gantry.ecs.service.UpdateTaskSet;
import io.gantry.models.ecs.EcsApi;
import io.gantry.state.StateStore;

/** What the door offers on services, their deployments and their task sets. */
final class Rollouts {
    private Rollouts() {}

    static void taskSets(Offers offers, StateStore store, TaskInterfaces interfaces) {
        offers.with(EcsApi.CREATE_TASK_SET, new CreateTaskSet(store, interfaces))
                .with(EcsApi.UPDATE_TASK_SET, new UpdateTaskSet(store))
                .with(EcsApi.DELETE_TASK_SET, new DeleteTaskSet(store))
                .with(EcsApi.DESCRIBE_TASK_SETS, new DescribeTaskSets(store))
                .with(EcsApi.UPDATE_SERVICE_PRIMARY_TASK_SET, new UpdateServicePrimaryTaskSet(store));
    }

    static void services(Offers offers, StateStore store, TaskInterfaces interfaces) {
        offers.with(EcsApi.CREATE_SERVICE, new CreateService(store, interfaces))
                .with(EcsApi.UPDATE_SERVICE, new UpdateService(store, interfaces))
                .with(EcsApi.DELETE_SERVICE, new DeleteService(store))
                .with(EcsApi.DESCRIBE_SERVICES, new DescribeServices(store))
                .with(EcsApi.LIST_SERVICES, new ListServices(store))
                .with(EcsApi.LIST_SERVICES_BY_NAMESPACE, new ListServicesByNamespace())
                .with(EcsApi.LIST_SERVICE_DEPLOYMENTS, new ListServiceDeployments(store))
                .with(EcsApi.DESCRIBE_SERVICE_DEPLOYMENTS, new DescribeServiceDeployments(store, new ServiceDemand()))
                .with(EcsApi.CONTINUE_SERVICE_DEPLOYMENT, new ContinueServiceDeployment(store))
                .with(EcsApi.STOP_SERVICE_DEPLOYMENT, new StopServiceDeployment(store))
                .with(EcsApi.DESCRIBE_SERVICE_REVISIONS, new DescribeServiceRevisions(store));
    }
}
