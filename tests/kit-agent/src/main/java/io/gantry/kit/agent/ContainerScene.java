package io.gantry.kit.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gantry.agent.node.port.ContainerRuntime;
import io.gantry.agent.node.port.ContainerRuntime.Container;
import io.gantry.agent.node.port.ContainerRuntime.ContainerSpec;
import io.gantry.agent.node.port.ContainerRuntime.LogRequest;
import io.gantry.agent.node.port.ContainerRuntime.RuntimeFailure;
import io.gantry.agent.node.port.ContainerRuntime.RuntimeFailure.Kind;
import io.gantry.agent.node.port.ContainerRuntime.State;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** An engine under test, and the words in which {@link ContainerRuntimeContract} speaks of it. */
public abstract class ContainerScene {
    static final JsonMapper JSON = JsonMapper.builder().build();
    static final Duration GRACE = Duration.ofSeconds(5);

    private Optional<ContainerRuntime> opened = Optional.empty();
    Map<String, String> mine = Map.of();
    private int names;

    /** The engine under test; opened before each test, closed after it. */
    protected abstract ContainerRuntime open();

    /** Puts into {@code body}, a create call's, an image (and a command) that behaves so. */
    protected abstract void act(ObjectNode body, Behaviour behaviour);

    /** A name of an image that is on this host. */
    protected abstract String localImage();

    /** Text that no other run uses in its names and labels. */
    protected abstract String nonce();

    /** Lets time pass until {@code condition} holds; fails if it does not within a few seconds. */
    protected abstract void await(String what, BooleanSupplier condition);

    /** Lets time pass: long enough for an event that is on its way to arrive. */
    protected abstract void settle();

    ContainerRuntime runtime() {
        return opened.orElseThrow();
    }

    @BeforeEach
    final void openRuntime() {
        opened = Optional.of(open());
        mine = Map.of("io.gantry.contract", nonce());
    }

    @AfterEach
    final void removeWhatWasMade() {
        runtime().containers(mine).forEach(container -> runtime().remove(container.id()));
        runtime().volumes(mine).forEach(volume -> runtime().removeVolume(volume.name()));
        runtime().close();
    }

    String name() {
        return "gantry-contract-" + nonce() + "-" + names++;
    }

    ContainerSpec spec(Behaviour behaviour) {
        return spec(behaviour, body -> {});
    }

    ContainerSpec spec(Behaviour behaviour, Consumer<ObjectNode> more) {
        ObjectNode body = JSON.createObjectNode();
        ObjectNode labels = body.putObject("Labels");
        mine.forEach(labels::put);
        body.putObject("HostConfig");
        act(body, behaviour);
        more.accept(body);
        return new ContainerSpec(name(), JSON.writeValueAsString(body));
    }

    String started(Behaviour behaviour) {
        String id = runtime().create(spec(behaviour));
        runtime().start(id);
        return id;
    }

    Container look(String id) {
        return runtime().container(id).orElseThrow();
    }

    void awaitExit(String id) {
        await("exit", () -> look(id).state() == State.EXITED);
    }

    static void refused(Kind kind, String words, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(RuntimeFailure.class, failure -> {
            assertThat(failure.kind()).as(failure.getMessage()).isEqualTo(kind);
            assertThat(failure).hasMessageStartingWith("Error response from daemon: ");
            assertThat(failure).hasMessageContaining(words);
        });
    }

    static LogRequest all(boolean follow) {
        return new LogRequest(follow, false, Optional.empty(), Optional.empty());
    }

    String text(String id, boolean follow) {
        var out = new ByteArrayOutputStream();
        runtime().logs(id, all(follow), out);
        return out.toString(StandardCharsets.UTF_8);
    }

    static void label(ObjectNode body, String key, String value) {
        ((ObjectNode) body.get("Labels")).put(key, value);
    }

    static void publish(ObjectNode body, String hostPort) {
        body.putObject("ExposedPorts").putObject("80/tcp");
        ObjectNode host = (ObjectNode) body.get("HostConfig");
        host.putObject("PortBindings").putArray("80/tcp").addObject().put("HostPort", hostPort);
    }
}
