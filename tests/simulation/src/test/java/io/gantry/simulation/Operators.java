package io.gantry.simulation;

import io.gantry.ecs.service.Service;
import io.gantry.ecs.service.Services;
import io.gantry.kit.Gen;
import io.gantry.models.ecs.EcsApi;
import io.gantry.state.View;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.ecs.model.CreateServiceRequest;
import software.amazon.awssdk.services.ecs.model.CreateTaskSetRequest;
import software.amazon.awssdk.services.ecs.model.DeleteServiceRequest;
import software.amazon.awssdk.services.ecs.model.DeleteTaskSetRequest;
import software.amazon.awssdk.services.ecs.model.DeploymentConfiguration;
import software.amazon.awssdk.services.ecs.model.DeploymentControllerType;
import software.amazon.awssdk.services.ecs.model.DescribeServicesRequest;
import software.amazon.awssdk.services.ecs.model.Scale;
import software.amazon.awssdk.services.ecs.model.SchedulingStrategy;
import software.amazon.awssdk.services.ecs.model.UpdateServicePrimaryTaskSetRequest;
import software.amazon.awssdk.services.ecs.model.UpdateServiceRequest;
import software.amazon.awssdk.services.ecs.model.UpdateTaskSetRequest;

/** People who create, update and delete services, a few at a time, good ones and bad ones. */
final class Operators {
    private static final List<String> NAMES = List.of("front", "back", "batch");

    /** The service that has a task on each machine. */
    static final String WATCH = "watch";

    /** The service that task sets deploy. */
    static final String HANDMADE = "handmade";

    /** Programs that run until they are stopped. */
    private static final List<String> LASTING = List.of("web", "fixed", "big", "deaf", "pair");

    private final Gen gen;
    private final Clients clients;
    private final List<String> sets = new ArrayList<>();
    private final List<String> families = List.copyOf(Programs.byFamily().keySet());

    Operators(Gen gen, Clients clients) {
        this.gen = gen;
        this.clients = clients;
    }

    /** Does one thing to one service. */
    void act() {
        String name = gen.oneOf(NAMES);
        switch (gen.below(13)) {
            case 0, 1, 2 -> create(name);
            case 3, 4 -> deploy(name);
            case 5 -> scale(name);
            case 6 -> look();
            case 7 -> delete(name);
            case 8 -> watch();
            case 9 -> rewatch();
            case 10 -> handmade();
            default -> set();
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
        return gen.chance(0.6) ? gen.oneOf(LASTING) : gen.oneOf(families);
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

    /** One task on each machine. */
    private void watch() {
        clients.call(
                EcsApi.CREATE_SERVICE,
                CreateServiceRequest.builder()
                        .serviceName(WATCH)
                        .taskDefinition(gen.oneOf(LASTING))
                        .schedulingStrategy(SchedulingStrategy.DAEMON)
                        .build(),
                answer -> {});
    }

    private void rewatch() {
        if (gen.chance(0.2)) {
            delete(WATCH);
        } else {
            clients.call(
                    EcsApi.UPDATE_SERVICE,
                    UpdateServiceRequest.builder()
                            .service(WATCH)
                            .taskDefinition(gen.oneOf(LASTING))
                            .forceNewDeployment(gen.chance(0.3))
                            .build(),
                    answer -> {});
        }
    }

    /** A service whose task sets other hands deploy. */
    private void handmade() {
        if (gen.chance(0.2)) {
            delete(HANDMADE);
        } else if (gen.chance(0.3)) {
            scale(HANDMADE);
        } else {
            clients.call(
                    EcsApi.CREATE_SERVICE,
                    CreateServiceRequest.builder()
                            .serviceName(HANDMADE)
                            .desiredCount(gen.between(1, 4))
                            .deploymentController(controller -> controller.type(DeploymentControllerType.EXTERNAL))
                            .deploymentConfiguration(limits())
                            .build(),
                    answer -> {});
        }
    }

    private void set() {
        if (sets.isEmpty() || gen.chance(0.4)) {
            clients.call(
                    EcsApi.CREATE_TASK_SET,
                    CreateTaskSetRequest.builder()
                            .cluster("default")
                            .service(HANDMADE)
                            .taskDefinition(gen.oneOf(LASTING))
                            .scale(part())
                            .build(),
                    answer -> sets.add(answer.taskSet().id()));
            return;
        }
        String set = gen.oneOf(sets);
        switch (gen.below(4)) {
            case 0 ->
                clients.call(
                        EcsApi.UPDATE_SERVICE_PRIMARY_TASK_SET,
                        UpdateServicePrimaryTaskSetRequest.builder()
                                .cluster("default")
                                .service(HANDMADE)
                                .primaryTaskSet(set)
                                .build(),
                        answer -> {});
            case 1 ->
                clients.call(
                        EcsApi.DELETE_TASK_SET,
                        DeleteTaskSetRequest.builder()
                                .cluster("default")
                                .service(HANDMADE)
                                .taskSet(set)
                                .force(true)
                                .build(),
                        answer -> sets.remove(set));
            default ->
                clients.call(
                        EcsApi.UPDATE_TASK_SET,
                        UpdateTaskSetRequest.builder()
                                .cluster("default")
                                .service(HANDMADE)
                                .taskSet(set)
                                .scale(part())
                                .build(),
                        answer -> {});
        }
    }

    private Scale part() {
        return Scale.builder()
                .value((double) (25 * gen.between(0, 4)))
                .unit("PERCENT")
                .build();
    }

    private DeploymentConfiguration limits() {
        boolean rollback = gen.chance(0.5);
        boolean enabled = gen.chance(0.7);
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
