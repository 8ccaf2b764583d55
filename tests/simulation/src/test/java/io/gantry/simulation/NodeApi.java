package io.gantry.simulation;

import io.gantry.agent.node.port.ControlPlane;
import io.gantry.agent.node.port.SecurityRules;
import io.gantry.agent.protocol.AgentMessages;
import io.gantry.agent.protocol.TaskStateChange;
import io.gantry.base.AwsError;
import io.gantry.models.ecs.EcsApi;
import io.gantry.wire.codec.AwsJson;
import io.gantry.wire.model.OperationType;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.services.ecs.model.SubmitTaskStateChangeRequest;

/** The operations that a node calls, over a network that loses requests and answers and delivers some late. */
final class NodeApi implements ControlPlane {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final World world;
    private final SimulatedNode node;

    NodeApi(World world, SimulatedNode node) {
        this.world = world;
        this.node = node;
    }

    @Override
    public void submitTaskStateChange(TaskStateChange change) {
        String body = AgentMessages.write(change);
        world.trace.say(node.name(), "submits " + body);
        SubmitTaskStateChangeRequest request = AwsJson.read(body, SubmitTaskStateChangeRequest.builder());
        Object _ = call(EcsApi.SUBMIT_TASK_STATE_CHANGE, request);
    }

    /** No task of the plans has a network of its own. */
    @Override
    public SecurityRules securityRules(String vpcId) {
        return SecurityRules.NONE;
    }

    /**
     * Calls an operation; the time that it takes is noted with the node.
     *
     * @throws Refused when it is answered with an error, or not at all
     */
    <I, O> O call(OperationType<I, O> type, I input) {
        Network network = world.network;
        node.pass(network.latency());
        if (network.isCut(node) || network.hits(world.plan.lostRequests())) {
            throw unanswered("lost");
        }
        if (network.hits(world.plan.lateRequests())) {
            world.at(
                    world.clock.now().plusMillis(network.gen().between(100, 90_000)),
                    () -> world.trace.say(node.name(), "late " + type.name() + ": " + outcome(type, input)));
            throw unanswered("late");
        }
        O answer;
        try {
            answer = world.server.call(type, input);
        } catch (AwsError refused) {
            world.trace.say(node.name(), type.name() + " refused: " + refused.code() + " " + refused.message());
            throw new Refused(refused.code(), refused.message());
        } catch (Unanswered dead) {
            throw new Refused("", String.valueOf(dead.getMessage()));
        }
        if (network.hits(world.plan.repeatedRequests())) {
            Optional<String> _ = Optional.of(outcome(type, input));
        }
        if (network.hits(world.plan.lostAnswers())) {
            throw unanswered("answer lost");
        }
        return answer;
    }

    private <I, O> String outcome(OperationType<I, O> type, I input) {
        try {
            O _ = world.server.call(type, input);
            return "applied";
        } catch (AwsError refused) {
            return refused.code();
        } catch (Unanswered dead) {
            return "nobody there";
        }
    }

    private Refused unanswered(String why) {
        world.trace.say(node.name(), "request " + why);
        node.pass(TIMEOUT);
        return new Refused("", why);
    }
}
