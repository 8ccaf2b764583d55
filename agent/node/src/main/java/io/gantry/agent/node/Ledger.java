package io.gantry.agent.node;

import io.gantry.agent.node.ImageCleanup.PulledImage;
import io.gantry.agent.node.container.PortCursor;
import io.gantry.agent.node.metadata.TaskEndpoint;
import io.gantry.agent.node.port.ContainerRuntime.Container;
import io.gantry.agent.node.port.Host;
import io.gantry.agent.node.task.NodeTask;
import io.gantry.agent.protocol.RoleCredentials;
import io.gantry.agent.protocol.Sequence;
import io.gantry.agent.protocol.TaskPayload;
import io.gantry.agent.protocol.TaskStateChange.NetworkBinding;
import io.gantry.base.Env;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * The engine's memory: tasks, identity, credentials, and the work it has asked for. Only the engine's own thread touches it.
 * Whatever changed and is kept over a restart is noted here and stored by the next {@link Work.Persist}.
 */
final class Ledger {
    /** A payload is never longer under way than a connection lives. */
    private static final Duration GONE = Duration.ofHours(1);

    /**
     * How long a step on a task's way is known before it is stored. What it would be stored for is found at the container
     * after a restart, so steps that follow each other go into one write, and that write does not meet the engine's own at
     * the moment in which a container is made or told of. What cannot be found again is stored at once: that a task was
     * accepted, that it ended, and whatever an acknowledgement waits for.
     */
    private static final Duration LAG = Duration.ofMillis(50);

    final Env env;
    final NodeSettings settings;
    final Host host;
    final List<Work> out = new ArrayList<>();

    private final Map<String, NodeTask> tasks = new LinkedHashMap<>();
    private final Map<String, PulledImage> images = new TreeMap<>();
    private final Map<String, Map<String, RoleCredentials>> credentials = new TreeMap<>();
    private final Map<String, Container> strays = new TreeMap<>();
    private final Set<String> changedTasks = new LinkedHashSet<>();
    private final Set<String> beingStored = new LinkedHashSet<>();
    private final Set<String> changedImages = new LinkedHashSet<>();
    private final Set<String> removedImages = new LinkedHashSet<>();
    private final Map<String, Instant> gone = new LinkedHashMap<>();
    private final Set<String> newlyGone = new LinkedHashSet<>();
    private final Set<String> expired = new LinkedHashSet<>();
    private final Set<String> awake = new LinkedHashSet<>();
    private NodeState.Identity identity;
    private boolean identityChanged;
    private Instant refusedUntil = Instant.EPOCH;
    private Instant changedAt = Instant.EPOCH;
    private boolean urgent;
    private boolean storing;
    private long generation;
    private long stored;

    Ledger(Env env, NodeSettings settings, Host host, NodeState.Kept kept) {
        this.env = env;
        this.settings = settings;
        this.host = host;
        this.identity = kept.identity()
                .orElseGet(() -> new NodeState.Identity(
                        settings.node(),
                        settings.cluster(),
                        "",
                        0,
                        1,
                        settings.ports().first()));
        kept.tasks().stream()
                .sorted(java.util.Comparator.comparingLong(NodeTask::order))
                .forEach(task -> tasks.put(task.arn(), task.idle()));
        kept.images().forEach(image -> images.put(image.reference(), image));
        kept.gone().forEach(task -> gone.put(task.arn(), task.at()));
        awake.addAll(tasks.keySet());
    }

    Collection<NodeTask> tasks() {
        return List.copyOf(tasks.values());
    }

    Optional<NodeTask> task(String arn) {
        return Optional.ofNullable(tasks.get(arn));
    }

    /** Puts a new or changed task; a change that would be stored the same is not stored again. */
    void put(NodeTask task) {
        NodeTask before = tasks.put(task.arn(), task);
        awake.add(task.arn());
        if (before == null || !before.idle().equals(task.idle())) {
            changedAt = changedTasks.isEmpty() ? env.now() : changedAt;
            urgent |= before == null || task.stoppedAt().isPresent();
            changedTasks.add(task.arn());
        }
    }

    void update(String arn, UnaryOperator<NodeTask> change) {
        task(arn).ifPresent(task -> put(change.apply(task)));
    }

    /** Done with a task: from now on only that it is gone is known, and in time not even that. */
    void forget(String arn) {
        Instant now = env.now();
        tasks.remove(arn);
        credentials.remove(arn);
        changedTasks.remove(arn);
        gone.put(arn, now);
        newlyGone.add(arn);
        Instant old = now.minus(GONE);
        gone.entrySet().removeIf(entry -> {
            boolean over = entry.getValue().isBefore(old);
            if (over) {
                newlyGone.remove(entry.getKey());
                expired.add(entry.getKey());
            }
            return over;
        });
    }

    /** Whether a task has ended here and nothing is left of it. */
    boolean isGone(String arn) {
        return gone.containsKey(arn);
    }

    /** The tasks to be looked at again since the last call. */
    List<String> takeAwake() {
        List<String> taken = List.copyOf(awake);
        awake.clear();
        return taken;
    }

    void wake(String arn) {
        awake.add(arn);
    }

    long takeOrder() {
        long order = identity.nextOrder();
        identity(new NodeState.Identity(
                identity.node(),
                identity.cluster(),
                identity.containerInstanceArn(),
                identity.sequence(),
                order + 1,
                identity.nextPort()));
        return order;
    }

    Sequence sequence() {
        return new Sequence(identity.sequence());
    }

    void sequence(Sequence sequence) {
        identity(new NodeState.Identity(
                identity.node(),
                identity.cluster(),
                identity.containerInstanceArn(),
                sequence.last(),
                identity.nextOrder(),
                identity.nextPort()));
    }

    PortCursor ports() {
        PortCursor range = settings.ports();
        int next = identity.nextPort() < range.first() || identity.nextPort() > range.last()
                ? range.first()
                : identity.nextPort();
        return new PortCursor(range.first(), range.last(), next);
    }

    void ports(PortCursor cursor) {
        identity(new NodeState.Identity(
                identity.node(),
                identity.cluster(),
                identity.containerInstanceArn(),
                identity.sequence(),
                identity.nextOrder(),
                cursor.next()));
    }

    /** Whether no task of ours holds a host port and the host can bind it. */
    boolean portFree(int port, String protocol) {
        for (NodeTask task : tasks.values()) {
            boolean taken = task.stoppedAt().isEmpty()
                    && task.containers().stream()
                            .flatMap(c -> c.bindings().stream())
                            .anyMatch(b -> b.protocol().equals(protocol) && holds(b, port));
            if (taken) {
                return false;
            }
        }
        return host.bindable(port, protocol);
    }

    private static boolean holds(NetworkBinding binding, int port) {
        return io.gantry.agent.node.container.Ports.pairs(binding).stream().anyMatch(pair -> pair[1] == port);
    }

    void pulled(String reference) {
        images.put(reference, new PulledImage(reference, env.now(), env.now()));
        removedImages.remove(reference);
        changedImages.add(reference);
    }

    /** Notes that an image of ours is used; what was not pulled by us is not ours to clean up. */
    void used(String reference) {
        PulledImage known = images.get(reference);
        if (known != null) {
            images.put(reference, new PulledImage(reference, known.pulledAt(), env.now()));
            changedImages.add(reference);
        }
    }

    void imageRemoved(String reference) {
        if (images.remove(reference) != null) {
            changedImages.remove(reference);
            removedImages.add(reference);
        }
    }

    boolean hasPulled(String reference) {
        return images.containsKey(reference);
    }

    List<PulledImage> images() {
        return List.copyOf(images.values());
    }

    /** Keeps a task's credentials, in memory only. */
    void credentials(String task, String roleType, RoleCredentials fresh) {
        credentials.computeIfAbsent(task, t -> new TreeMap<>()).put(roleType, fresh);
    }

    void credentials(TaskPayload task) {
        task.roleCredentials().ifPresent(c -> credentials(task.arn(), AcsConversation.TASK_ROLE, c));
        task.executionRoleCredentials().ifPresent(c -> credentials(task.arn(), AcsConversation.EXECUTION_ROLE, c));
    }

    Optional<RoleCredentials> credentials(String task, String roleType) {
        return Optional.ofNullable(credentials.getOrDefault(task, Map.of()).get(roleType));
    }

    /** The task-role credentials under an id, as a container of the task asks for them; never those of the execution role. */
    Optional<TaskEndpoint.Granted> granted(String id) {
        return credentials.entrySet().stream()
                .flatMap(entry -> Optional.ofNullable(entry.getValue().get(AcsConversation.TASK_ROLE))
                        .filter(role -> role.credentialsId().equals(id))
                        .flatMap(role -> task(entry.getKey()).map(task -> new TaskEndpoint.Granted(task, role)))
                        .stream())
                .findFirst();
    }

    void dropCredentials(String task) {
        credentials.remove(task);
    }

    /** Containers of ours that belong to no task we know, by name. */
    Map<String, Container> strays() {
        return strays;
    }

    private void identity(NodeState.Identity changed) {
        identityChanged |= !changed.equals(identity);
        identity = changed;
    }

    /** The generation that everything changed until now belongs to. */
    long generation() {
        return clean() ? generation : generation + 1;
    }

    boolean isStored(long ofGeneration) {
        return ofGeneration <= stored;
    }

    /** Whether a restart would find this task as it is now. */
    boolean isStored(String arn) {
        return !changedTasks.contains(arn) && !beingStored.contains(arn);
    }

    /** When to store what has changed. */
    Optional<Instant> storeAfter() {
        if (storing || clean()) {
            return Optional.empty();
        }
        Instant due = urgent || identityChanged ? Instant.EPOCH : changedAt.plus(LAG);
        return Optional.of(due.isAfter(refusedUntil) ? due : refusedUntil);
    }

    /** Whether there is nothing that would be stored. */
    boolean clean() {
        return !identityChanged
                && changedTasks.isEmpty()
                && changedImages.isEmpty()
                && removedImages.isEmpty()
                && newlyGone.isEmpty()
                && expired.isEmpty();
    }

    /** Asks for everything changed so far to be stored, one request at a time. */
    void store() {
        Instant now = env.now();
        if (storeAfter().filter(due -> !due.isAfter(now)).isEmpty()) {
            return;
        }
        urgent = false;
        storing = true;
        generation++;
        NodeState.Changes changes = new NodeState.Changes(
                identityChanged ? Optional.of(identity) : Optional.empty(),
                changedTasks.stream().flatMap(arn -> task(arn).stream()).toList(),
                newlyGone.stream()
                        .map(arn -> new NodeState.Gone(arn, gone.getOrDefault(arn, Instant.EPOCH)))
                        .toList(),
                List.copyOf(expired),
                changedImages.stream().map(images::get).toList(),
                List.copyOf(removedImages));
        identityChanged = false;
        beingStored.addAll(changedTasks);
        changedTasks.clear();
        changedImages.clear();
        removedImages.clear();
        newlyGone.clear();
        expired.clear();
        out.add(new Work.Persist(changes, generation));
    }

    void stored(long upTo) {
        storing = false;
        beingStored.clear();
        stored = Math.max(stored, upTo);
    }

    /** What could not be stored is noted again; it goes into the next request. */
    void notStored(NodeState.Changes changes, Instant again) {
        storing = false;
        beingStored.clear();
        refusedUntil = again;
        identityChanged |= changes.identity().isPresent();
        changes.tasks().stream().map(NodeTask::arn).filter(tasks::containsKey).forEach(changedTasks::add);
        changes.gone().stream()
                .map(NodeState.Gone::arn)
                .filter(gone::containsKey)
                .forEach(newlyGone::add);
        expired.addAll(changes.expired());
        changes.images().stream()
                .map(PulledImage::reference)
                .filter(images::containsKey)
                .forEach(changedImages::add);
        changes.removedImages().stream()
                .filter(reference -> !images.containsKey(reference))
                .forEach(removedImages::add);
    }
}
