package io.gantry.agent.node.task;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.gantry.agent.node.task.NodeContainer.Activity;
import io.gantry.agent.protocol.TaskStateChange.NetworkBinding;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A {@link NodeContainer} in the making: one member after another. */
public final class Draft {
    private final String name;
    private final String runtimeName;
    private final String endpointId;
    private ContainerStatus known;
    private String runtimeId;
    private String imageDigest;
    private boolean cachedImageWillDo;
    private Optional<Integer> exitCode;
    private String reason;
    private List<NetworkBinding> bindings;
    private Optional<Instant> createdAt;
    private Optional<Instant> startedAt;
    private Optional<Instant> finishedAt;
    private String health;
    private Optional<Instant> healthSince;
    private boolean memoryExhausted;
    private int restartCount;
    private ContainerStatus sent;
    private boolean removed;
    private Optional<Activity> activity;

    Draft(String name, String runtimeName, String endpointId) {
        this.name = name;
        this.runtimeName = runtimeName;
        this.endpointId = endpointId;
        this.known = ContainerStatus.NONE;
        this.runtimeId = "";
        this.imageDigest = "";
        this.cachedImageWillDo = false;
        this.exitCode = Optional.empty();
        this.reason = "";
        this.bindings = List.of();
        this.createdAt = Optional.empty();
        this.startedAt = Optional.empty();
        this.finishedAt = Optional.empty();
        this.health = "";
        this.healthSince = Optional.empty();
        this.memoryExhausted = false;
        this.restartCount = 0;
        this.sent = ContainerStatus.NONE;
        this.removed = false;
        this.activity = Optional.empty();
    }

    Draft(NodeContainer from) {
        this.name = from.name();
        this.runtimeName = from.runtimeName();
        this.endpointId = from.endpointId();
        this.known = from.known();
        this.runtimeId = from.runtimeId();
        this.imageDigest = from.imageDigest();
        this.cachedImageWillDo = from.cachedImageWillDo();
        this.exitCode = from.exitCode();
        this.reason = from.reason();
        this.bindings = from.bindings();
        this.createdAt = from.createdAt();
        this.startedAt = from.startedAt();
        this.finishedAt = from.finishedAt();
        this.health = from.health();
        this.healthSince = from.healthSince();
        this.memoryExhausted = from.memoryExhausted();
        this.restartCount = from.restartCount();
        this.sent = from.sent();
        this.removed = from.removed();
        this.activity = from.activity();
    }

    @CanIgnoreReturnValue
    public Draft known(ContainerStatus value) {
        this.known = value;
        return this;
    }

    @CanIgnoreReturnValue
    public Draft runtimeId(String value) {
        this.runtimeId = value;
        return this;
    }

    @CanIgnoreReturnValue
    public Draft imageDigest(String value) {
        this.imageDigest = value;
        return this;
    }

    @CanIgnoreReturnValue
    public Draft cachedImageWillDo(boolean value) {
        this.cachedImageWillDo = value;
        return this;
    }

    @CanIgnoreReturnValue
    public Draft exitCode(Optional<Integer> value) {
        this.exitCode = value;
        return this;
    }

    @CanIgnoreReturnValue
    public Draft reason(String value) {
        this.reason = value;
        return this;
    }

    @CanIgnoreReturnValue
    public Draft bindings(List<NetworkBinding> value) {
        this.bindings = value;
        return this;
    }

    @CanIgnoreReturnValue
    public Draft createdAt(Optional<Instant> value) {
        this.createdAt = value;
        return this;
    }

    @CanIgnoreReturnValue
    public Draft startedAt(Optional<Instant> value) {
        this.startedAt = value;
        return this;
    }

    @CanIgnoreReturnValue
    public Draft finishedAt(Optional<Instant> value) {
        this.finishedAt = value;
        return this;
    }

    @CanIgnoreReturnValue
    public Draft health(String value) {
        this.health = value;
        return this;
    }

    @CanIgnoreReturnValue
    public Draft healthSince(Optional<Instant> value) {
        this.healthSince = value;
        return this;
    }

    @CanIgnoreReturnValue
    public Draft memoryExhausted(boolean value) {
        this.memoryExhausted = value;
        return this;
    }

    @CanIgnoreReturnValue
    public Draft restartCount(int value) {
        this.restartCount = value;
        return this;
    }

    @CanIgnoreReturnValue
    public Draft sent(ContainerStatus value) {
        this.sent = value;
        return this;
    }

    @CanIgnoreReturnValue
    public Draft removed(boolean value) {
        this.removed = value;
        return this;
    }

    @CanIgnoreReturnValue
    public Draft activity(Optional<Activity> value) {
        this.activity = value;
        return this;
    }

    /** The finished record. */
    public NodeContainer build() {
        return new NodeContainer(
                name,
                runtimeName,
                endpointId,
                known,
                runtimeId,
                imageDigest,
                cachedImageWillDo,
                exitCode,
                reason,
                bindings,
                createdAt,
                startedAt,
                finishedAt,
                health,
                healthSince,
                memoryExhausted,
                restartCount,
                sent,
                removed,
                activity);
    }
}
