package io.gantry.ecs;

import io.gantry.ecs.deployment.ContinueServiceDeployment;
import io.gantry.ecs.deployment.DescribeServiceDeployments;
import io.gantry.ecs.deployment.DescribeServiceRevisions;
import io.gantry.ecs.deployment.StopServiceDeployment;
import io.gantry.ecs.service.CreateService;
import io.gantry.ecs.service.DeleteService;
import io.gantry.ecs.service.DescribeServices;
import io.gantry.ecs.service.ListServiceDeployments;
import io.gantry.ecs.service.ListServices;
import io.gantry.ecs.service.ServiceDemand;
import io.gantry.ecs.service.UpdateService;
import io.gantry.models.ecs.EcsApi;
import io.gantry.state.StateStore;

/** What the door offers on services and their deployments. */
final class Rollouts {
    private Rollouts() {}

    static void services(Offers offers, StateStore store) {
        offers.with(EcsApi.CREATE_SERVICE, new CreateService(store))
                .with(EcsApi.UPDATE_SERVICE, new UpdateService(store))
                .with(EcsApi.DELETE_SERVICE, new DeleteService(store))
                .with(EcsApi.DESCRIBE_SERVICES, new DescribeServices(store))
                .with(EcsApi.LIST_SERVICES, new ListServices(store))
                .with(EcsApi.LIST_SERVICE_DEPLOYMENTS, new ListServiceDeployments(store))
                .with(EcsApi.DESCRIBE_SERVICE_DEPLOYMENTS, new DescribeServiceDeployments(store, new ServiceDemand()))
                .with(EcsApi.CONTINUE_SERVICE_DEPLOYMENT, new ContinueServiceDeployment(store))
                .with(EcsApi.STOP_SERVICE_DEPLOYMENT, new StopServiceDeployment(store))
                .with(EcsApi.DESCRIBE_SERVICE_REVISIONS, new DescribeServiceRevisions(store));
    }
}
