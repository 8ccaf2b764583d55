package io.gantry.simulation;

import io.gantry.ecs.service.Service;
import io.gantry.ecs.service.Services;
import io.gantry.kit.Gen;
import io.gantry.models.ecs.EcsApi;
import io.gantry.state.View;
import java.util.List;
import software.amazon.awssdk.services.ecs.model.CreateServiceRequest;
import software.amazon.awssdk.services.ecs.model.DeleteServiceRequest;
import software.amazon.awssdk.services.ecs.model.DeploymentConfiguration;
import software.amazon.awssdk.services.ecs.model.DescribeServicesRequest;
import software.amazon.awssdk.services.ecs.model.UpdateServiceRequest;

/** People who create, update and delete services, a few at a time, good ones and bad ones. */
final class Operators {
    private static final List<String> NAMES = List.of("front", "back", "batch");

    /** Programs that run until they are stopped. */
    private static final List<String> LASTING = List.of("web", "fixed", "big", "deaf", "pair");

    private final Gen gen;
    private final Clients clients;
    private final List<String> families = List.copyOf(Programs.byFamily().keySet());

    Operators(Gen gen, Clients clients) {
        this.gen = gen;
        this.clients = clients;
    }

    /** Does one thing to one service. */
    void act() {
        String name = gen.oneOf(NAMES);
        switch (gen.below(8)) {
            case 0, 1, 2 -> create(name);
            case 3, 4 -> deploy(name);
            case 5 -> scale(name);
            case 6 -> look();
            default -> delete(name);
        }
    }

    /** Deletes the services whose tasks end by themselves, since they never come to rest. */
    void rest(View view) {
        view.list(Services.TABLE, "").stream()
                .filter(service -> service.status() == Service.Status.ACTIVE)
                .filter(service -> service.deployments().stream().anyMatch(one -> !lasts(one.taskDefinition())))
                .forEach(service -> delete(service.name()));
    }

    private static boolean lasts(String taskDefinitionArn) {
        return LASTING.stream().anyMatch(family -> taskDefinitionArn.contains("/" + family + ":"));
    }

    private String family() {
        return gen.chance(0.7) ? gen.oneOf(LASTING) : gen.oneOf(families);
    }

    private void create(String name) {
        clients.call(
                EcsApi.CREATE_SERVICE,
                CreateServiceRequest.builder()
                        .serviceName(name)
                        .taskDefinition(family())
                        .desiredCount(gen.between(0, 4))
                        .deploymentConfiguration(limits())
                        .build(),
                answer -> {});
    }

    private DeploymentConfiguration limits() {
        boolean rollback = gen.chance(0.5);
        boolean enabled = gen.chance(0.5);
        DeploymentConfiguration.Builder limits = DeploymentConfiguration.builder()
                .deploymentCircuitBreaker(breaker -> breaker.enable(enabled).rollback(rollback));
        return switch (gen.below(4)) {
            case 0 -> limits.minimumHealthyPercent(0).maximumPercent(100).build();
            case 1 -> limits.minimumHealthyPercent(50).maximumPercent(100).build();
            case 2 -> limits.minimumHealthyPercent(50).maximumPercent(150).build();
            default -> limits.minimumHealthyPercent(100).maximumPercent(200).build();
        };
    }

    private void deploy(String name) {
        clients.call(
                EcsApi.UPDATE_SERVICE,
                UpdateServiceRequest.builder()
                        .service(name)
                        .taskDefinition(family())
                        .forceNewDeployment(gen.chance(0.3))
                        .build(),
                answer -> {});
    }

    private void scale(String name) {
        clients.call(
                EcsApi.UPDATE_SERVICE,
                UpdateServiceRequest.builder()
                        .service(name)
                        .desiredCount(gen.between(0, 5))
                        .build(),
                answer -> {});
    }

    private void delete(String name) {
        clients.call(
                EcsApi.DELETE_SERVICE,
                DeleteServiceRequest.builder().service(name).force(true).build(),
                answer -> {});
    }

    private void look() {
        clients.call(
                EcsApi.DESCRIBE_SERVICES,
                DescribeServicesRequest.builder().services(NAMES).build(),
                answer -> {});
    }
}
