package io.gantry.kit.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.gantry.agent.node.port.ContainerRuntime;
import io.gantry.kit.SimulatedEnv;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import tools.jackson.databind.node.ObjectNode;

final class FakeContainerRuntimeTest extends ContainerRuntimeContract {
    private final SimulatedEnv env = SimulatedEnv.seeded(7);
    private final FakeContainerRuntime engine = new FakeContainerRuntime(env, env.clock()::advance);
    private int images;

    @Override
    protected ContainerRuntime open() {
        engine.addImage(localImage(), Behaviour.runs());
        return engine;
    }

    @Override
    protected void act(ObjectNode body, Behaviour behaviour) {
        String image = "gantry/acts:" + images++;
        engine.addImage(image, behaviour);
        body.put("Image", image);
    }

    @Override
    protected String localImage() {
        return "gantry/local:latest";
    }

    @Override
    protected String nonce() {
        return "fake";
    }

    @Override
    protected void await(String what, BooleanSupplier condition) {
        for (int step = 0; step < 1000 && !condition.getAsBoolean(); step++) {
            env.clock().advance(Duration.ofMillis(10));
        }
        assertThat(condition.getAsBoolean()).as(what).isTrue();
    }

    @Override
    protected void settle() {
        env.clock().advance(Duration.ofSeconds(1));
    }
}
