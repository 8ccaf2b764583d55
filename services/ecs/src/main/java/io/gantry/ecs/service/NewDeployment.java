package io.gantry.ecs.service;

import io.gantry.ecs.deployment.Lifecycle;
import io.gantry.ecs.deployment.ServiceDeployment;
import io.gantry.ecs.deployment.ServiceDeployment.Breaker;
import io.gantry.ecs.deployment.ServiceDeployment.Status;
import io.gantry.ecs.deployment.ServiceDeployments;
import io.gantry.ecs.deployment.ServiceRevision;
import io.gantry.ecs.deployment.ServiceRevisions;
import io.gantry.state.Tx;
import io.gantry.wire.codec.AwsJson;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.ecs.model.CreateServiceRequest;

/** Begins a deployment: a revision of what the service is from now on, and the way to it. */
final class NewDeployment {
    private static final int HEX = 16;
    /** As many digits as AWS's numbers have. */
    private static final BigInteger NUMBERS = BigInteger.TEN.pow(18);

    private NewDeployment() {}

    /** A new number of 19 digits. */
    static String number(Tx tx) {
        return NUMBERS.add(new BigInteger(tx.newId(), HEX).mod(NUMBERS)).toString();
    }

    /** The service with a new primary deployment of its definition; one that was under way ends. */
    static Service begin(Tx tx, Service service) {
        CreateServiceRequest definition = ServiceDefinition.of(service);
        String number = number(tx);
        ServiceRevision revision = new ServiceRevision(
                service.scope(),
                service.cluster(),
                service.name(),
                number,
                AwsJson.write(ServiceDefinition.revision(definition)),
                tx.now(),
                List.of());
        tx.put(ServiceRevisions.TABLE, revision);
        Optional<Lifecycle> lifecycle = LastDeployment.begin(tx, service, definition.deploymentConfiguration());
        LastDeployment.supersede(tx, service);
        ServiceDeployment deployment = new ServiceDeployment(
                service.scope(),
                service.cluster(),
                service.name(),
                tx.newId(),
                Status.PENDING,
                "",
                service.deployments().stream().map(Deployment::revision).toList(),
                number,
                AwsJson.write(definition.deploymentConfiguration()),
                breaker(service, definition),
                tx.now(),
                Optional.empty(),
                tx.now(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                lifecycle);
        tx.put(ServiceDeployments.TABLE, deployment);
        List<Deployment> deployments = new ArrayList<>();
        deployments.add(Deployment.of(number, definition.taskDefinition(), tx.now()));
        deployments.addAll(service.deployments());
        return service.withDeployments(deployments, deployment.deploymentId()).withStall(Optional.empty());
    }

    private static Breaker breaker(Service service, CreateServiceRequest definition) {
        return ServicePlan.of(definition)
                .breaker()
                .map(rule -> new Breaker(true, 0, rule.threshold().of(service.desiredCount())))
                .orElse(Breaker.DISABLED);
    }
}
