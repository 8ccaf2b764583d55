package io.gantry.conformance;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What cases do with services of the node's cluster beside calling a client: look, wait, clean up. */
final class EcsServices {
    /** Generous: the machine may be busy with other things. */
    static final Duration LIMIT = Duration.ofSeconds(90);

    private final RunningGantry gantry;

    EcsServices(RunningGantry gantry) {
        this.gantry = gantry;
    }

    /** A service as DescribeServices shows it. */
    JsonNode service(String name) {
        ObjectNode input = EcsCalls.object();
        input.putArray("services").add(name);
        return gantry.calls().ok("DescribeServices", input).path("services").path(0);
    }

    /** The service's newest service deployment. */
    JsonNode newestDeployment(String name) {
        JsonNode listed = gantry.calls()
                .ok("ListServiceDeployments", EcsCalls.object().put("service", name))
                .path("serviceDeployments")
                .path(0);
        ObjectNode input = EcsCalls.object();
        input.putArray("serviceDeploymentArns")
                .add(listed.path("serviceDeploymentArn").asString());
        return gantry.calls()
                .ok("DescribeServiceDeployments", input)
                .path("serviceDeployments")
                .path(0);
    }

    private void await(String what, String name, Predicate<JsonNode> state) {
        try {
            RunningGantry.await("the service " + what, LIMIT, () -> state.test(service(name)));
        } catch (AssertionError not) {
            throw new AssertionError(not.getMessage() + "\n" + service(name).toPrettyString(), not);
        }
    }

    /** Waits until one deployment is left and is COMPLETED. */
    void awaitRolledOut(String name) {
        await(
                "is rolled out",
                name,
                service -> service.path("deployments").size() == 1
                        && service.path("deployments")
                                .path(0)
                                .path("rolloutState")
                                .asString()
                                .equals("COMPLETED"));
    }

    /** Waits until so many tasks run and none is on its way. */
    void awaitRunning(String name, int count) {
        await(
                "runs " + count,
                name,
                service -> service.path("runningCount").asInt() == count
                        && service.path("pendingCount").asInt() == 0);
    }

    /** Waits for a status. */
    void awaitStatus(String name, String status) {
        await("is " + status, name, service -> service.path("status").asString().equals(status));
    }

    /** Deletes the cluster's services and waits until they are gone. */
    void deleteAll() {
        List<String> left = new ArrayList<>();
        gantry.calls()
                .ok("ListServices", EcsCalls.object().put("maxResults", 100))
                .path("serviceArns")
                .forEach(arn -> left.add(arn.asString()));
        left.forEach(arn -> gantry.calls()
                .ok("DeleteService", EcsCalls.object().put("service", arn).put("force", true)));
        left.forEach(arn -> awaitStatus(arn, "INACTIVE"));
    }
}
