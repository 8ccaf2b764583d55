package io.gantry.agent.node;

import io.gantry.agent.node.container.ContainerBody;
import io.gantry.agent.node.container.Labels;
import io.gantry.agent.node.container.Names;
import io.gantry.agent.node.metadata.TaskEndpoint;
import io.gantry.agent.node.port.ContainerRuntime.Container;
import io.gantry.agent.node.port.ContainerRuntime.State;
import io.gantry.agent.node.port.Host;
import io.gantry.agent.node.task.ContainerStatus;
import io.gantry.agent.node.task.NodeContainer;
import io.gantry.agent.node.task.NodeTask;
import io.gantry.agent.node.task.Observation;
import io.gantry.agent.node.task.Operation;
import io.gantry.agent.node.task.Reasons;
import io.gantry.agent.node.task.Sandbox;
import io.gantry.agent.node.task.TaskDecider;
import io.gantry.agent.node.task.TaskStep;
import io.gantry.agent.protocol.AcsMessage;
import io.gantry.base.Env;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A node's agent without the outside: told of events, it answers with work to do. It has no thread, blocks nowhere and reads
 * no clock but {@code Env}'s. Whoever owns it calls {@link #offer} and {@link #poll} from one thread at a time, does the work
 * (see {@link WorkRunner}) and polls again after each event and at {@link #nextWake()}.
 */
public final class NodeEngine {
    private static final int STEPS_PER_POLL = 200;
    private static final Duration RELIST = Duration.ofMinutes(5);
    private static final Duration RELIST_SOON = Duration.ofSeconds(1);

    private final Ledger ledger;
    private final Reporter reporter;
    private final AcsConversation conversation;
    private final TaskActions actions;
    private final TaskDecider decider;
    private final Telemetry telemetry;
    private final ImageUse images;
    private final Sandboxes sandboxes;
    private final Map<String, Instant> wakes = new HashMap<>();
    private final Set<Work.Target> lookAgain = new HashSet<>();
    private boolean adopted;
    private boolean listing;
    private boolean acsOpen;
    private boolean manifestSeenHere;
    private Instant nextList = Instant.EPOCH;
    private Instant nextImages;

    /** An engine that goes on from what was kept. */
    public NodeEngine(Env env, NodeSettings settings, Host host, NodeState.Kept kept) {
        this.ledger = new Ledger(env, settings, host, kept);
        this.reporter = new Reporter(ledger);
        this.conversation = new AcsConversation(ledger, reporter);
        this.images = new ImageUse(ledger);
        ContainerBody body = settings.containerBody();
        this.sandboxes = new Sandboxes(ledger, body);
        this.actions = new TaskActions(ledger, body, sandboxes);
        this.decider = new TaskDecider(settings.stopGrace(), settings.cleanupWait());
        String instance =
                kept.identity().map(NodeState.Identity::containerInstanceArn).orElse("");
        this.telemetry = new Telemetry(ledger, instance, env.now());
        this.nextImages = env.now().plus(settings.imageCleanup().interval());
    }

    /** Tells the engine of something. Cheap; what follows from it comes out of the next {@link #poll}. */
    public void offer(Event event) {
        Instant now = ledger.env.now();
        switch (event) {
            case Event.Heard(var message) -> heard(message, now);
            case Event.Connection(Event.Channel channel, boolean open) -> connection(channel, open, now);
            case Event.Prepared e -> prepared(e);
            case Event.SandboxMade e -> sandboxes.made(e, now);
            case Event.SpareMade e -> sandboxes.spareMade(e, now);
            case Event.NetworkFiltered e -> sandboxes.filtered(e, now);
            case Event.SandboxRemoved e -> sandboxes.removed(e, now);
            case Event.SandboxFailed e -> sandboxes.failed(e, now);
            case Event.Resolved e -> with(e.task(), e.container(), task -> TaskEvents.resolved(task, e));
            case Event.Pulled e -> {
                with(e.task(), e.container(), task -> TaskEvents.pulled(task, e, now));
                ledger.task(e.task())
                        .filter(task -> e.error().isEmpty())
                        .ifPresent(task -> images.pulled(task, e.container()));
            }
            case Event.Created e -> {
                with(e.task(), e.container(), task -> TaskEvents.created(task, e, now));
                ledger.task(e.task())
                        .ifPresent(
                                task -> ledger.used(task.wanted(e.container()).image()));
            }
            case Event.Started e -> {
                with(e.task(), e.container(), task -> TaskEvents.started(task, e, now));
                sandboxes.started(e);
            }
            case Event.Inspected e ->
                with(e.task(), e.container(), task -> TaskEvents.inspected(task, e.container(), e.seen(), now));
            case Event.Removed e -> with(e.task(), e.container(), task -> TaskEvents.removed(task, e.container()));
            case Event.Failed e -> with(e.task(), e.container(), task -> TaskEvents.failed(task, e, now));
            case Event.ResourcesRemoved(String arn) ->
                ledger.update(arn, task -> task.notPrepared().withoutResources());
            case Event.Listed(var containers, Instant asked) -> listed(containers, asked, now);
            case Event.Changed e -> changed(e, now);
            case Event.Gap _ -> nextList = now;
            case Event.Submitted e -> reporter.submitted(e, now);
            case Event.Sampled(var samples) -> telemetry.sampled(samples, now);
            case Event.Probed(boolean answered) -> telemetry.probed(answered, now);
            case Event.Images(var present) -> images.clean(present, now);
            case Event.ImageRemoved(String reference) -> ledger.imageRemoved(reference);
            case Event.Persisted(long generation) -> ledger.stored(generation);
            case Event.NotPersisted(NodeState.Changes changes, long _) ->
                ledger.notStored(changes, now.plus(RELIST_SOON));
        }
    }

    /** Everything there is to do now. */
    public List<Work> poll() {
        Instant now = ledger.env.now();
        if (!listing && !nextList.isAfter(now)) {
            listing = true;
            nextList = now.plus(RELIST);
            ledger.out.add(new Work.ListContainers(now));
        }
        if (adopted) {
            decide(now);
        }
        sandboxes.poll(now);
        reporter.poll(now);
        telemetry.poll(now);
        if (!nextImages.isAfter(now)) {
            nextImages = now.plus(ledger.settings.imageCleanup().interval());
            if (ledger.settings.pullBehaviour() != PullBehaviour.PREFER_CACHED) {
                ledger.out.add(new Work.ListImages());
            }
        }
        conversation.flush();
        ledger.store();
        List<Work> work = List.copyOf(ledger.out);
        ledger.out.clear();
        return work;
    }

    /** When to poll again although nothing was offered. */
    public Instant nextWake() {
        List<Instant> moments = new ArrayList<>(wakes.values());
        moments.add(nextImages);
        if (!listing) {
            moments.add(nextList);
        }
        ledger.storeAfter().ifPresent(moments::add);
        sandboxes.due(ledger.env.now()).ifPresent(moments::add);
        reporter.due().ifPresent(moments::add);
        telemetry.due().ifPresent(moments::add);
        return moments.stream().min(Instant::compareTo).orElseThrow();
    }

    /** Every task of this node, running or kept until cleanup. */
    public Collection<NodeTask> tasks() {
        return ledger.tasks();
    }

    /** The credentials of a task's role under the id that its containers ask with, and that task. */
    public Optional<TaskEndpoint.Granted> granted(String credentialsId) {
        return ledger.granted(credentialsId);
    }

    /** Whether everything that is known has been stored. */
    public boolean stored() {
        return ledger.clean() && ledger.isStored(ledger.generation());
    }

    /** Makes no more sandboxes that no task needs yet, and answers the engine's ids of those that are there. */
    public List<String> endSpares() {
        return sandboxes.end();
    }

    private void heard(AcsMessage message, Instant now) {
        conversation.heard(message, now);
        if (message instanceof AcsMessage.GantryNetworkMessage) {
            sandboxes.networksChanged(now);
        }
        manifestSeenHere |= message instanceof AcsMessage.TaskManifestMessage;
    }

    private void connection(Event.Channel channel, boolean open, Instant now) {
        switch (channel) {
            case TCS -> telemetry.connection(open, now);
            case ACS -> {
                acsOpen = open;
                manifestSeenHere = false;
                conversation.closed();
                if (open) {
                    reporter.connected(now);
                    sandboxes.networksChanged(now);
                }
            }
        }
    }

    private void decide(Instant now) {
        wakes.entrySet().removeIf(due -> {
            boolean ripe = !due.getValue().isAfter(now);
            if (ripe) {
                ledger.wake(due.getKey());
            }
            return ripe;
        });
        for (String arn : ledger.takeAwake()) {
            settle(arn, now);
        }
        // What ended above may have made room for what waits.
        for (NodeTask task : ledger.settings.host().admissible(ledger.tasks())) {
            ledger.put(task.admit());
            settle(task.arn(), now);
        }
        ledger.takeAwake();
    }

    private void settle(String arn, Instant now) {
        wakes.remove(arn);
        for (int i = 0; i < STEPS_PER_POLL; i++) {
            Optional<NodeTask> task = ledger.task(arn);
            if (task.isEmpty()) {
                return;
            }
            TaskStep step = decider.next(task.get(), now);
            if (step instanceof TaskStep.Wait(Optional<Instant> until)) {
                until.ifPresent(at -> wakes.put(arn, at));
                return;
            }
            actions.perform(task.get(), step, now);
        }
        ledger.env.faults().report("task " + arn, new IllegalStateException("its steps do not end"));
    }

    /** Applies what came of a call, and looks again when the engine spoke of the container meanwhile. */
    private void with(String arn, String container, java.util.function.UnaryOperator<NodeTask> change) {
        Optional<NodeTask> task =
                ledger.task(arn).filter(t -> t.container(container).isPresent());
        if (task.isEmpty()) {
            return;
        }
        NodeTask after = change.apply(task.get());
        ledger.put(after);
        NodeContainer now = after.container(container).orElseThrow();
        if (!now.busy() && lookAgain.remove(new Work.Target(arn, container, ""))) {
            look(after, now, ledger.env.now());
        }
    }

    private void prepared(Event.Prepared event) {
        ledger.update(
                event.task(),
                task -> event.error().isPresent()
                        ? task.notPrepared()
                                .stopping(Reasons.resource(
                                        event.task(), event.error().get()))
                        : task.prepared(event.cgroupParent()));
    }

    private void changed(Event.Changed event, Instant now) {
        String arn = event.labels().getOrDefault(Labels.TASK, "");
        String name = event.labels().getOrDefault(Labels.CONTAINER_NAME, "");
        boolean ours = ledger.settings.node().equals(event.labels().get(Labels.NODE));
        Optional<NodeTask> owner = ledger.task(arn).filter(t -> ours);
        if (name.equals(Sandbox.CONTAINER)) {
            sandboxes.changed(event);
            return;
        }
        Optional<NodeTask> task = owner.filter(t -> t.container(name).isPresent());
        if (task.isEmpty()) {
            return;
        }
        NodeContainer container = task.get().container(name).orElseThrow();
        String action = event.action();
        if (action.startsWith("health_status")) {
            if (!task.get().checksHealth(name)) {
                return;
            }
            String word = action.substring(action.indexOf(':') + 1).strip();
            ledger.put(task.get().with(name, c -> Observation.health(c, word, now)));
        } else if (action.equals("oom")) {
            ledger.put(task.get().with(name, c -> c.but().memoryExhausted(true).build()));
        } else if (Set.of("die", "destroy", "start").contains(action)) {
            boolean expected = action.equals("start")
                    && (container.known() == ContainerStatus.RUNNING || container.begun(Operation.START));
            if (action.equals("start") && container.known() == ContainerStatus.STOPPED && !container.busy()) {
                strayRun(task.get(), container);
            } else if (!expected) {
                look(task.get(), container, now);
            }
        }
    }

    /** Looks at a container now, or when the call that is under way has ended. */
    private void look(NodeTask task, NodeContainer container, Instant now) {
        if (container.busy()) {
            if (!container.begun(Operation.REMOVE)) {
                lookAgain.add(new Work.Target(task.arn(), container.name(), ""));
            }
        } else if (container.known() != ContainerStatus.STOPPED) {
            actions.inspect(task, container.name(), now);
        }
    }

    /** Somebody started a container that had ended: it is stopped again, and its end stays as it was. */
    private void strayRun(NodeTask task, NodeContainer container) {
        if (!container.runtimeId().isEmpty() && !container.removed()) {
            ledger.out.add(
                    new Work.Stop(task.arn(), container.name(), container.runtimeId(), ledger.settings.stopGrace()));
        }
    }

    /** Compares every container of ours with what we know. The first time this is the adoption after a start. */
    private void listed(Optional<List<Container>> answer, Instant asked, Instant now) {
        listing = false;
        if (answer.isEmpty()) {
            nextList = now.plus(RELIST_SOON);
            return;
        }
        Map<String, Container> byName = new HashMap<>();
        answer.get().forEach(container -> byName.put(container.name(), container));
        sandboxes.listed(byName, !adopted, asked, now);
        for (NodeTask task : ledger.tasks()) {
            for (NodeContainer container : task.containers()) {
                Optional<Container> seen = Optional.ofNullable(byName.remove(container.runtimeName()));
                if (!container.busy() && container.known() != ContainerStatus.STOPPED) {
                    compare(task.arn(), container, seen, now);
                } else if (seen.filter(c -> c.state() == State.RUNNING).isPresent()
                        && task.stoppedAt().isPresent()) {
                    // It was given up on when the engine would not stop it.
                    strayRun(task, container);
                }
            }
        }
        ledger.strays().clear();
        ledger.strays().putAll(byName);
        adopted = true;
        telemetry.probed(true, now);
        removeOrphans();
    }

    private void compare(String arn, NodeContainer known, Optional<Container> seen, Instant now) {
        if (!adopted) {
            ledger.update(
                    arn,
                    task -> Adoption.take(TaskEvents.inspected(task, known.name(), seen, now), known.name(), seen));
            return;
        }
        // A listing may be older than what happened since it was asked for: only a look at the container itself counts.
        boolean asKnown =
                seen.map(container -> container.state() == State.RUNNING).orElse(false)
                        && known.known() == ContainerStatus.RUNNING;
        if (asKnown) {
            ledger.update(
                    arn,
                    task -> seen.flatMap(Container::health)
                            .filter(word -> task.checksHealth(known.name()))
                            .map(word -> task.with(known.name(), c -> Observation.health(c, word, now)))
                            .orElse(task));
        } else if (known.known().reached(ContainerStatus.CREATED)
                && known.activity().isEmpty()) {
            ledger.task(arn).ifPresent(task -> actions.inspect(task, known.name(), now));
        }
    }

    /** A container of ours whose task the control plane does not want either has no owner: it is removed. */
    private void removeOrphans() {
        Optional<Set<String>> manifest = conversation.manifest();
        if (!acsOpen || !manifestSeenHere || manifest.isEmpty()) {
            return;
        }
        sandboxes.sweep();
        List<Container> orphans = ledger.strays().values().stream()
                .filter(stray -> ledger.settings.node().equals(stray.labels().get(Labels.NODE)))
                .filter(stray -> !manifest.get().contains(stray.labels().getOrDefault(Labels.TASK, "")))
                .filter(stray -> ledger.task(stray.labels().getOrDefault(Labels.TASK, ""))
                        .isEmpty())
                .toList();
        for (Container orphan : orphans) {
            ledger.strays().remove(orphan.name());
            String task = orphan.labels().getOrDefault(Labels.TASK, "");
            ledger.out.add(new Work.RemoveOrphan(orphan.id(), task));
        }
    }

    /** The engine's name of a task's container, as anyone can work it out. */
    public static String runtimeName(NodeTask task, String container) {
        return Names.container(task.payload(), container);
    }
}
