package io.gantry.ecs.dispatch;

import io.gantry.agent.protocol.AcsMessage;
import io.gantry.agent.protocol.AgentMessage;
import io.gantry.agent.protocol.AgentMessages;
import io.gantry.agent.protocol.HostAttributes;
import io.gantry.agent.protocol.Refusal;
import io.gantry.agent.protocol.SessionQuery;
import io.gantry.agent.protocol.SignedFrame;
import io.gantry.agent.protocol.TcsMessage;
import io.gantry.base.Env;
import io.gantry.ecs.instance.AgentVersion;
import io.gantry.ecs.instance.ContainerInstance;
import io.gantry.ecs.instance.ContainerInstances;
import io.gantry.ecs.resource.NoOthers;
import io.gantry.ecs.resource.Scope;
import io.gantry.ecs.task.Task;
import io.gantry.ecs.task.Tasks;
import io.gantry.state.Change;
import io.gantry.state.StateStore;
import io.gantry.state.StoreUnavailableException;
import io.gantry.state.Table;
import io.gantry.state.View;
import io.gantry.state.Watch;
import io.gantry.wire.AwsCaller;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * All agents' connections. Its methods, and those of the sessions that it hands out, are called one at a time; whoever owns
 * the sockets sees to that, and calls {@link #poll()} whenever it is told that there is something to do.
 *
 * <p>A task leaves for its agent as soon as the commit that wants it is published: the store's feed drives this, no timer
 * does. Timers only drive heartbeats, redelivery and the leases of silent agents.
 */
public final class AgentSessions {
    /** How long an agent may be silent before it counts as disconnected; a restarted server grants it to all. */
    static final Duration LEASE = Duration.ofSeconds(30);

    private static final Duration TICK = Duration.ofSeconds(5);
    private static final int NORMAL = 1000;
    private static final int UNREADABLE = 1007;
    private static final int TRY_AGAIN_LATER = 1013;
    private static final String CANNOT_WRITE = "the server cannot write now";

    private final Env env;
    private final StateStore store;
    private final TaskCredentials roles;
    private final Watch tasks;
    private final Watch instances;
    private final List<Watch> networks;
    private final Map<String, AcsSession> commands = new LinkedHashMap<>();
    private final Map<String, TcsSession> telemetry = new LinkedHashMap<>();
    private final Map<String, Instant> leases = new LinkedHashMap<>();
    private final Measurements measurements = new Measurements();
    private Runnable ready = () -> {};
    private Instant nextTick;
    private volatile boolean rang;

    /** Starts with no connection; every agent that counts as connected has a lease to come back. */
    public AgentSessions(Env env, StateStore store) {
        this(env, store, List.of(), new NoOthers());
    }

    /**
     * The same with other rooms beside it.
     *
     * @param networks tables of other rooms whose changes concern the networks of tasks: agents are told of any
     * @param others for STS, which makes the credentials of tasks' roles
     */
    public AgentSessions(Env env, StateStore store, List<Table<?>> networks, AwsCaller others) {
        this.env = env;
        this.store = store;
        this.roles = new TaskCredentials(store, others);
        View view = store.view();
        this.tasks = store.watch(Tasks.TABLE, view.revision());
        this.instances = store.watch(ContainerInstances.TABLE, view.revision());
        this.networks = networks.stream()
                .map(table -> store.watch(table, view.revision()))
                .toList();
        this.nextTick = env.now().plus(TICK);
        for (ContainerInstance instance : view.list(ContainerInstances.TABLE, "")) {
            if (instance.agentConnected()) {
                leases.put(instance.id(), env.now().plus(LEASE));
            }
        }
    }

    /** Sets what is called, on any thread, when {@link #poll()} would find something; it only sets a flag or wakes a thread. */
    public void onReady(Runnable callback) {
        ready = callback;
        tasks.onReady(callback);
        instances.onReady(callback);
        networks.forEach(watch -> watch.onReady(callback));
        arm(TICK);
    }

    /** Timers may ring early by a little; so it is armed again whenever it has rung, and only then. */
    private void arm(Duration delay) {
        env.timers().after(delay, () -> {
            rang = true;
            ready.run();
        });
    }

    /** Why an upgrade is refused; empty when {@link #open} may follow. */
    public Optional<Refusal> admit(Scope scope, String rawQuery) {
        SessionQuery query = SessionQuery.parse(rawQuery);
        if (query.containerInstance().isEmpty()) {
            return refuse(Refusal.Name.BAD_REQUEST, "the query names no container instance");
        }
        Optional<ContainerInstance> instance = ContainerInstances.byArn(store.view(), scope, query.containerInstance());
        if (instance.isEmpty()) {
            return refuse(Refusal.Name.INVALID_INSTANCE, "there is no instance " + query.containerInstance());
        }
        if (!instance.get().isRegistered()) {
            return refuse(Refusal.Name.INACTIVE_INSTANCE, "instance is deregistered");
        }
        String cluster = query.cluster().substring(query.cluster().lastIndexOf('/') + 1);
        if (!cluster.isEmpty() && !cluster.equals(instance.get().cluster())) {
            return refuse(Refusal.Name.INVALID_CLUSTER, "the instance belongs to another cluster");
        }
        return Optional.empty();
    }

    private static Optional<Refusal> refuse(Refusal.Name name, String message) {
        return Optional.of(new Refusal(name, message));
    }

    /** Takes an admitted connection over. A newer command channel of an instance replaces the older one. */
    public AgentSession open(ChannelKind kind, Scope scope, String rawQuery, AgentChannel channel) {
        SessionQuery query = SessionQuery.parse(rawQuery);
        return switch (kind) {
            case ACS -> openCommands(scope, query, channel);
            case TCS -> openTelemetry(scope, query, channel);
        };
    }

    private AgentSession openCommands(Scope scope, SessionQuery query, AgentChannel channel) {
        AgentVersion version = new AgentVersion(query.agentVersion(), query.agentHash(), query.dockerVersion());
        Optional<ContainerInstance> connected;
        try {
            connected = store.transact(tx -> {
                Optional<ContainerInstance> instance = ContainerInstances.byArn(tx, scope, query.containerInstance())
                        .filter(ContainerInstance::isRegistered)
                        .map(known -> known.connected(version, tx.now()));
                instance.ifPresent(known -> tx.put(ContainerInstances.TABLE, known));
                return instance;
            });
        } catch (StoreUnavailableException full) {
            return closed(channel, TRY_AGAIN_LATER, CANNOT_WRITE);
        }
        if (connected.isEmpty()) {
            return closed(channel, NORMAL, "instance is deregistered");
        }
        AcsSession session = new AcsSession(env, connected.get(), channel, roles);
        Optional.ofNullable(commands.put(session.instanceId(), session))
                .ifPresent(older -> older.close(NORMAL, "a newer connection has been accepted"));
        leases.remove(session.instanceId());
        session.begin(store.view());
        return session(channel, text -> session.receive(store.view(), text), () -> {
            if (commands.remove(session.instanceId(), session)) {
                leases.put(session.instanceId(), env.now().plus(LEASE));
            }
        });
    }

    private AgentSession openTelemetry(Scope scope, SessionQuery query, AgentChannel channel) {
        Optional<ContainerInstance> instance = ContainerInstances.byArn(store.view(), scope, query.containerInstance());
        if (instance.isEmpty()) {
            return closed(channel, NORMAL, "instance is deregistered");
        }
        TcsSession session = new TcsSession(env, store, instance.get(), channel, measurements);
        Optional.ofNullable(telemetry.put(session.instanceId(), session))
                .ifPresent(older -> older.close(NORMAL, "a newer connection has been accepted"));
        return session(channel, session::receive, () -> telemetry.remove(session.instanceId(), session));
    }

    /** Cannot be served: its agent will ask again, and be refused if the instance went. */
    private static AgentSession closed(AgentChannel channel, int code, String reason) {
        channel.close(code, reason);
        return session(channel, message -> {}, () -> {});
    }

    private static AgentSession session(AgentChannel channel, Consumer<AgentMessage> receive, Runnable close) {
        return new AgentSession() {
            @Override
            public void onText(String frame) {
                try {
                    AgentMessages.decode(SignedFrame.parse(frame).json()).ifPresent(receive);
                } catch (IllegalArgumentException unreadable) {
                    channel.close(UNREADABLE, "unreadable frame");
                } catch (StoreUnavailableException full) {
                    // What it said is not kept; on its next connection it says everything again.
                    channel.close(TRY_AGAIN_LATER, CANNOT_WRITE);
                }
            }

            @Override
            public void onClose() {
                close.run();
            }
        };
    }

    /** Sends what has been committed since the last poll, and does what time asks for. */
    public void poll() {
        View view = store.view();
        readTasks(view);
        boolean moved = readInstances();
        if (readNetworks() || moved) {
            commands.values().forEach(AcsSession::networksChanged);
        }
        Instant now = env.now();
        if (!now.isBefore(nextTick)) {
            nextTick = now.plus(TICK);
            endSilent(now);
            List.copyOf(commands.values()).forEach(session -> session.tick(store.view(), now));
            List.copyOf(telemetry.values()).forEach(session -> session.tick(now));
            endLeases(now);
        }
        if (rang) {
            rang = false;
            arm(Duration.between(now, nextTick));
        }
    }

    private void readTasks(View view) {
        switch (tasks.poll()) {
            case Watch.Batch.Changes found -> {
                Map<String, List<Task>> byInstance = new HashMap<>();
                for (Change<?> change : found.changes()) {
                    if (change.after().orElse(null) instanceof Task task
                            && commands.containsKey(task.instanceRecordId())) {
                        byInstance
                                .computeIfAbsent(task.instanceRecordId(), id -> new ArrayList<>())
                                .add(task);
                    }
                }
                byInstance.forEach((id, changed) -> Optional.ofNullable(commands.get(id))
                        .ifPresent(session -> session.offer(view, newest(changed))));
            }
            case Watch.Batch.ListAgain _ ->
                List.copyOf(commands.values())
                        .forEach(session -> view.get(ContainerInstances.TABLE, session.instanceId())
                                .ifPresent(instance -> session.offer(view, Tasks.on(view, instance))));
        }
    }

    /** One of each task, as it was last: an agent need not hear of what was wanted in between. */
    private static List<Task> newest(List<Task> changed) {
        Map<String, Task> byId = new LinkedHashMap<>();
        changed.forEach(task -> byId.put(task.id(), task));
        return List.copyOf(byId.values());
    }

    /** Whether a host may be reached at another address than before. */
    private boolean readInstances() {
        switch (instances.poll()) {
            case Watch.Batch.Changes found -> {
                found.changes().stream()
                        .filter(change -> change.latest() instanceof ContainerInstance instance
                                && (change.after().isEmpty() || !instance.isRegistered()))
                        .forEach(change -> end(change.id()));
                return found.changes().stream().anyMatch(AgentSessions::moved);
            }
            case Watch.Batch.ListAgain _ -> {
                View view = store.view();
                for (String id : List.copyOf(commands.keySet())) {
                    if (view.get(ContainerInstances.TABLE, id)
                            .filter(ContainerInstance::isRegistered)
                            .isEmpty()) {
                        end(id);
                    }
                }
                return true;
            }
        }
    }

    private static boolean moved(Change<?> change) {
        return !networkAddress(change.before()).equals(networkAddress(change.after()));
    }

    private static Optional<String> networkAddress(Optional<?> instance) {
        return instance.filter(ContainerInstance.class::isInstance)
                .map(ContainerInstance.class::cast)
                .flatMap(one -> Optional.ofNullable(one.attributes().get(HostAttributes.NETWORK_ADDRESS)));
    }

    private boolean readNetworks() {
        boolean changed = false;
        for (Watch watch : networks) {
            changed |= switch (watch.poll()) {
                case Watch.Batch.Changes found -> !found.changes().isEmpty();
                case Watch.Batch.ListAgain _ -> true;
            };
        }
        return changed;
    }

    /** Asks an instance's agent to take up a session of ECS Exec; lost when its command channel is not open. */
    public void send(String instanceRecordId, AcsMessage.GantryExecuteCommandMessage message) {
        Optional.ofNullable(commands.get(instanceRecordId)).ifPresent(session -> session.send(message));
    }

    /** Its instance was deregistered. */
    private void end(String instanceId) {
        leases.remove(instanceId);
        measurements.forget(instanceId);
        Optional.ofNullable(commands.remove(instanceId))
                .ifPresent(session -> session.close(NORMAL, "instance is deregistered"));
        Optional.ofNullable(telemetry.remove(instanceId))
                .ifPresent(session -> session.close(NORMAL, "instance is deregistered"));
    }

    private void endLeases(Instant now) {
        List<String> over = leases.entrySet().stream()
                .filter(lease -> !now.isBefore(lease.getValue()))
                .map(Map.Entry::getKey)
                .toList();
        for (String id : over) {
            try {
                store.transact(tx -> {
                    tx.get(ContainerInstances.TABLE, id)
                            .ifPresent(instance -> tx.put(ContainerInstances.TABLE, instance.disconnected(tx.now())));
                    return id;
                });
                leases.remove(id);
            } catch (StoreUnavailableException full) {
                // The lease is over at the next tick as well.
                return;
            }
        }
    }

    /** An agent that has been silent for as long as a lease has used it up: the one it gets is over. */
    private void endSilent(Instant now) {
        for (AcsSession session : List.copyOf(commands.values())) {
            if (session.isSilent(LEASE, now)) {
                commands.remove(session.instanceId());
                session.close(NORMAL, "nothing heard");
                leases.put(session.instanceId(), now);
            }
        }
    }

    /** The newest measurements of an instance, oldest first; empty when its agent has sent none. */
    public List<TcsMessage.PublishMetricsRequest> measurements(String instanceRecordId) {
        return measurements.of(instanceRecordId);
    }

    /** Ends all connections, for a server that stops: their agents come back to the next one. */
    public void close() {
        tasks.close();
        instances.close();
        networks.forEach(Watch::close);
        commands.values().forEach(session -> session.close(NORMAL, "the server stops"));
        telemetry.values().forEach(session -> session.close(NORMAL, "the server stops"));
        commands.clear();
        telemetry.clear();
    }
}
