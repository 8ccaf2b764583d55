package io.gantry.agent.node;

import io.gantry.agent.node.container.ImageReference;
import io.gantry.agent.node.container.Labels;
import io.gantry.agent.node.container.Volumes;
import io.gantry.agent.node.metadata.ContainerFiles;
import io.gantry.agent.node.port.ContainerRuntime;
import io.gantry.agent.node.port.ContainerRuntime.Container;
import io.gantry.agent.node.port.ContainerRuntime.ContainerSpec;
import io.gantry.agent.node.port.ContainerRuntime.Created;
import io.gantry.agent.node.port.ContainerRuntime.Image;
import io.gantry.agent.node.port.ContainerRuntime.RuntimeFailure;
import io.gantry.agent.node.port.ContainerRuntime.RuntimeFailure.Kind;
import io.gantry.agent.node.port.ControlPlane;
import io.gantry.agent.node.port.Host;
import io.gantry.agent.node.port.LogDestination;
import io.gantry.agent.node.port.TaskNetwork;
import io.gantry.agent.node.task.Operation;
import io.gantry.agent.node.task.Reasons;
import io.gantry.state.StateStore;
import io.gantry.state.StoreUnavailableException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Does one piece of work at the ports and says what came of it. It blocks as long as the port does, so a driver gives each
 * call a thread of its own; it has no state, so calls may overlap. Frames ({@link Work.SendAcs}, {@link Work.SendTcs}) are not
 * its matter: whoever has the sockets sends them.
 */
public final class WorkRunner {
    private final ContainerRuntime runtime;
    private final ControlPlane controlPlane;
    private final Host host;
    private final StateStore store;
    private final String node;
    private final SandboxRunner sandboxes;
    private final Beside beside;

    /**
     * What containers have that the engine does not give them.
     *
     * @param files their metadata files
     * @param logs where their output is sent
     */
    public record Beside(ContainerFiles files, LogDestination logs) {}

    /**
     * @param node this node's id, the label on its containers
     * @param beside what containers have that the engine does not give them
     */
    public WorkRunner(
            ContainerRuntime runtime,
            TaskNetwork network,
            ControlPlane controlPlane,
            Host host,
            StateStore store,
            String node,
            Beside beside) {
        this.beside = beside;
        this.sandboxes = new SandboxRunner(runtime, network);
        this.runtime = runtime;
        this.controlPlane = controlPlane;
        this.host = host;
        this.store = store;
        this.node = node;
    }

    /** Does {@code work}; empty where nothing comes of it. */
    public Optional<Event> run(Work work) {
        return switch (work) {
            case Work.Prepare w -> Optional.of(prepare(w));
            case Work.MakeSandbox w -> Optional.of(sandboxes.make(w));
            case Work.MakeSpare w -> Optional.of(sandboxes.spare(w));
            case Work.NameHost w -> {
                sandboxes.name(w);
                yield Optional.empty();
            }
            case Work.RemoveSandbox w -> Optional.of(sandboxes.remove(w));
            case Work.FilterNetwork w -> Optional.of(filter(w));
            case Work.SweepNetworks w -> {
                sandboxes.sweep(w);
                yield Optional.empty();
            }
            case Work.Resolve w -> container(w, Operation.RESOLVE, () -> resolve(w));
            case Work.Pull w -> container(w, Operation.PULL, () -> pull(w));
            case Work.Create w -> container(w, Operation.CREATE, () -> create(w));
            case Work.Start w -> container(w, Operation.START, () -> start(w));
            case Work.Stop w -> container(w, Operation.STOP, () -> stop(w));
            case Work.Inspect w ->
                container(
                        w,
                        Operation.INSPECT,
                        () -> new Event.Inspected(w.task(), w.container(), runtime.container(w.idOrName())));
            case Work.Remove w ->
                container(w, Operation.REMOVE, () -> {
                    runtime.remove(w.idOrName());
                    beside.files().removed(w.task(), w.container());
                    return new Event.Removed(w.task(), w.container());
                });
            case Work.RemoveResources w -> Optional.of(removeResources(w));
            case Work.ListContainers(Instant asked) -> Optional.of(list(asked));
            case Work.RemoveOrphan w -> removeOrphan(w);
            case Work.Submit w -> Optional.of(submit(w));
            case Work.SendAcs _, Work.SendTcs _ -> Optional.empty();
            case Work.Sample(var targets) -> Optional.of(sample(targets));
            case Work.Probe _ -> Optional.of(probe());
            case Work.ListImages _ -> images();
            case Work.RemoveImage(String reference) -> removeImage(reference);
            case Work.Persist w -> Optional.of(persist(w));
        };
    }

    private Event filter(Work.FilterNetwork work) {
        try {
            sandboxes.filter(work, controlPlane.securityRules(work.vpcId()));
            return new Event.NetworkFiltered(work.vpcId(), true);
        } catch (ControlPlane.Refused | TaskNetwork.NetworkFailure notNow) {
            return new Event.NetworkFiltered(work.vpcId(), false);
        }
    }

    private interface Call {
        Event make();
    }

    private static Optional<Event> container(Work work, Operation operation, Call call) {
        Work.Target subject = work.subject().orElseThrow();
        try {
            return Optional.of(call.make());
        } catch (RuntimeFailure failure) {
            return Optional.of(new Event.Failed(
                    subject.task(), subject.container(), operation, failure.kind(), failure.getMessage()));
        }
    }

    private Event prepare(Work.Prepare work) {
        try {
            for (Volumes.Needed needed : work.volumes()) {
                // A shared volume that is there is used as it is, whatever its driver.
                boolean here = !needed.ownedByTask()
                        && runtime.volume(needed.spec().name()).isPresent();
                if (here) {
                    continue;
                }
                if (needed.create()) {
                    runtime.createVolume(needed.spec());
                } else {
                    return new Event.Prepared(
                            work.task(),
                            "",
                            Optional.of("no volume named " + needed.spec().name()));
                }
            }
            boolean limited = work.cpu() > 0 || work.memoryMiB() > 0 || host.limitsEveryTask();
            String id = work.task().substring(work.task().lastIndexOf('/') + 1);
            Optional<String> parent =
                    limited ? host.createTaskGroup(id, work.cpu(), work.memoryMiB()) : Optional.empty();
            return new Event.Prepared(work.task(), parent.orElse(""), Optional.empty());
        } catch (RuntimeFailure failure) {
            return new Event.Prepared(work.task(), "", Optional.of(failure.getMessage()));
        }
    }

    private Event resolve(Work.Resolve work) {
        return new Event.Resolved(work.task(), work.container(), runtime.remoteDigest(work.image(), Optional.empty()));
    }

    /** Pulls by digest when the registry named one, so that what was announced is what runs, and tags it as written. */
    private Event pull(Work.Pull work) {
        try {
            if (work.digest().isEmpty()) {
                runtime.pull(work.image(), Optional.empty());
            } else {
                Image image =
                        runtime.pull(ImageReference.repository(work.image()) + "@" + work.digest(), Optional.empty());
                runtime.tag(image.id(), work.image());
            }
            return new Event.Pulled(work.task(), work.container(), Optional.empty());
        } catch (RuntimeFailure failure) {
            if (work.cacheWillDo() && runtime.image(work.image()).isPresent()) {
                return new Event.Pulled(work.task(), work.container(), Optional.of(failure.getMessage()));
            }
            throw failure;
        }
    }

    /** The digest is what the registry called the image when it was pulled; one that was built here has no such name. */
    private Event create(Work.Create work) {
        ImageReference wanted = ImageReference.parse(work.image());
        ContainerSpec spec =
                work.described() ? beside.files().before(work.task(), work.container(), work.spec()) : work.spec();
        if (!wanted.digest().isEmpty() || work.image().isEmpty()) {
            return new Event.Created(work.task(), work.container(), runtime.create(spec), wanted.digest());
        }
        Created created = runtime.createFrom(spec, work.image());
        String digest = created.image()
                .flatMap(image -> wanted.digestAmong(image.digests()))
                .orElse("");
        return new Event.Created(work.task(), work.container(), created.id(), digest);
    }

    /**
     * A container whose output cannot be sent does not start: what it printed would be missed too late. That its file could
     * not be completed is made good by the next listing.
     */
    private Event start(Work.Start work) {
        Optional<String> refusal =
                work.shipping().isEmpty() ? Optional.empty() : beside.logs().prepare(work.shipping(), work.runtimeId());
        if (refusal.isPresent()) {
            throw new RuntimeFailure(Kind.REFUSED, Reasons.NO_LOGGING + refusal.get());
        }
        runtime.start(work.runtimeId());
        if (beside.files().has(work.task(), work.container())) {
            try {
                beside.files()
                        .complete(runtime.container(work.runtimeId()).stream().toList());
            } catch (RuntimeFailure later) {
                return new Event.Started(work.task(), work.container());
            }
        }
        return new Event.Started(work.task(), work.container());
    }

    private Event stop(Work.Stop work) {
        try {
            runtime.stop(work.runtimeId(), work.grace());
        } catch (RuntimeFailure failure) {
            if (failure.kind() != Kind.NOT_FOUND) {
                throw failure;
            }
        }
        return new Event.Inspected(work.task(), work.container(), runtime.container(work.runtimeId()));
    }

    private Event removeResources(Work.RemoveResources work) {
        work.volumes().forEach(this::removeVolume);
        host.removeTaskGroup(work.task().substring(work.task().lastIndexOf('/') + 1));
        return new Event.ResourcesRemoved(work.task());
    }

    private void removeVolume(String volume) {
        try {
            runtime.removeVolume(volume);
        } catch (RuntimeFailure inUse) {
            // A volume that somebody else mounts by now is theirs.
        }
    }

    private Event list(Instant asked) {
        try {
            List<Container> all = runtime.containers(Map.of(Labels.NODE, node));
            beside.files().complete(all);
            return new Event.Listed(Optional.of(all), asked);
        } catch (RuntimeFailure away) {
            return new Event.Listed(Optional.empty(), asked);
        }
    }

    private Optional<Event> removeOrphan(Work.RemoveOrphan work) {
        try {
            runtime.stop(work.runtimeId(), Duration.ofSeconds(10));
            runtime.remove(work.runtimeId());
            if (!work.task().isEmpty()) {
                runtime.volumes(Map.of(Labels.NODE, node, Labels.TASK, work.task()))
                        .forEach(volume -> removeVolume(volume.name()));
            }
        } catch (RuntimeFailure later) {
            // The next listing finds it again.
            return Optional.empty();
        }
        return Optional.empty();
    }

    private Event submit(Work.Submit work) {
        try {
            controlPlane.submitTaskStateChange(work.report().change());
            return new Event.Submitted(work.task(), work.report(), Event.Outcome.TAKEN);
        } catch (ControlPlane.Refused refused) {
            boolean forGood = refused.code().equals("InvalidParameterException");
            return new Event.Submitted(
                    work.task(), work.report(), forGood ? Event.Outcome.DROPPED : Event.Outcome.FAILED);
        }
    }

    private Event sample(List<Work.Target> targets) {
        List<Event.Sample> samples = new ArrayList<>();
        for (Work.Target target : targets) {
            try {
                runtime.stats(target.runtimeId())
                        .ifPresent(stats ->
                                samples.add(new Event.Sample(target, new String(stats, StandardCharsets.UTF_8))));
            } catch (RuntimeFailure gone) {
                // A container that has just ended has no statistics.
            }
        }
        return new Event.Sampled(samples);
    }

    private Event probe() {
        try {
            return new Event.Probed(!runtime.engine().version().isEmpty());
        } catch (RuntimeFailure away) {
            return new Event.Probed(false);
        }
    }

    private Optional<Event> images() {
        try {
            return Optional.of(new Event.Images(runtime.images()));
        } catch (RuntimeFailure away) {
            return Optional.empty();
        }
    }

    private Optional<Event> removeImage(String reference) {
        try {
            runtime.removeImage(reference);
            return runtime.image(reference).isPresent()
                    ? Optional.empty()
                    : Optional.of(new Event.ImageRemoved(reference));
        } catch (RuntimeFailure inUse) {
            return Optional.empty();
        }
    }

    private Event persist(Work.Persist work) {
        try {
            NodeState.save(store, work.changes());
            return new Event.Persisted(work.generation());
        } catch (StoreUnavailableException full) {
            return new Event.NotPersisted(work.changes(), work.generation());
        }
    }
}
