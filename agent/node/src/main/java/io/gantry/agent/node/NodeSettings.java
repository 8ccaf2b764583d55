package io.gantry.agent.node;

import io.gantry.agent.node.container.ContainerBody;
import io.gantry.agent.node.container.PortCursor;
import io.gantry.agent.node.task.Admission;
import java.time.Duration;
import java.util.Set;

/**
 * What an engine is told at its start.
 *
 * @param cluster name or ARN, as configured
 * @param node this node's id: the label on its containers, unique for each data directory
 * @param region for the containers' {@code AWS_REGION}
 * @param external the instance is registered as one outside EC2
 * @param host what may be reserved
 * @param stopGrace a container's time to stop where its definition says nothing
 * @param cleanupWait how long stopped containers and their logs are kept
 * @param ports the range of dynamic host ports
 * @param logDrivers log drivers that the engine is left to use; output of containers that name another stays on this host
 * @param imageCleanup whether images are cleaned up, and how
 * @param sampling how often containers are measured
 * @param taskNetworks whether this host can give tasks networks of their own
 * @param sandboxPool how many sandboxes are kept ready at most
 * @param taskEndpoint where containers ask about themselves, {@code http://169.254.170.2}; empty where they cannot
 */
public record NodeSettings(
        String cluster,
        String node,
        String region,
        boolean external,
        Admission host,
        PullBehaviour pullBehaviour,
        Duration stopGrace,
        Duration cleanupWait,
        PortCursor ports,
        Set<String> logDrivers,
        ImageCleanup.Rules imageCleanup,
        Duration sampling,
        boolean taskNetworks,
        int sandboxPool,
        String taskEndpoint) {
    public NodeSettings {
        logDrivers = Set.copyOf(logDrivers);
    }

    /** The public agent's defaults (agent-protocol.md 19). */
    public static NodeSettings of(String cluster, String node, String region, Admission host) {
        return new NodeSettings(
                cluster,
                node,
                region,
                true,
                host,
                PullBehaviour.DEFAULT,
                Duration.ofSeconds(30),
                Duration.ofHours(3),
                PortCursor.DEFAULT,
                Set.of("json-file", "local", "none"),
                ImageCleanup.Rules.DEFAULT,
                Duration.ofSeconds(5),
                false,
                0,
                "http://169.254.170.2");
    }

    /** What makes containers of a node with these settings. */
    ContainerBody containerBody() {
        return new ContainerBody(cluster, node, region, logDrivers, external, taskEndpoint);
    }

    /** The same with another pull behaviour; images are not cleaned up where the cached ones are preferred. */
    public NodeSettings withPullBehaviour(PullBehaviour behaviour) {
        Copy copy = new Copy(this);
        copy.pullBehaviour = behaviour;
        return copy.done();
    }

    /** The same on an engine with these log drivers. */
    public NodeSettings withLogDrivers(Set<String> drivers) {
        Copy copy = new Copy(this);
        copy.logDrivers = drivers;
        return copy.done();
    }

    /** The same with other rules for removing images. */
    public NodeSettings withImageCleanup(ImageCleanup.Rules rules) {
        Copy copy = new Copy(this);
        copy.imageCleanup = rules;
        return copy.done();
    }

    /** The same with other waits. */
    public NodeSettings withWaits(Duration grace, Duration cleanup) {
        Copy copy = new Copy(this);
        copy.stopGrace = grace;
        copy.cleanupWait = cleanup;
        return copy.done();
    }

    /** The same on a host that can, or cannot, give tasks networks of their own. */
    public NodeSettings withTaskNetworks(boolean can) {
        Copy copy = new Copy(this);
        copy.taskNetworks = can;
        return copy.done();
    }

    /** The same with so many sandboxes kept ready at most. */
    public NodeSettings withSandboxPool(int most) {
        Copy copy = new Copy(this);
        copy.sandboxPool = most;
        return copy.done();
    }

    /** The same with its containers measured so often. */
    public NodeSettings withSampling(Duration period) {
        Copy copy = new Copy(this);
        copy.sampling = period;
        return copy.done();
    }

    /** The same with another address for containers' questions about themselves, or none. */
    public NodeSettings withTaskEndpoint(String url) {
        Copy copy = new Copy(this);
        copy.taskEndpoint = url;
        return copy.done();
    }

    /** Settings under change: so many components are written out in one place only. */
    private static final class Copy {
        private final NodeSettings old;
        private PullBehaviour pullBehaviour;
        private Duration stopGrace;
        private Duration cleanupWait;
        private Set<String> logDrivers;
        private ImageCleanup.Rules imageCleanup;
        private Duration sampling;
        private boolean taskNetworks;
        private int sandboxPool;
        private String taskEndpoint;

        Copy(NodeSettings old) {
            this.old = old;
            this.pullBehaviour = old.pullBehaviour;
            this.stopGrace = old.stopGrace;
            this.cleanupWait = old.cleanupWait;
            this.logDrivers = old.logDrivers;
            this.imageCleanup = old.imageCleanup;
            this.sampling = old.sampling;
            this.taskNetworks = old.taskNetworks;
            this.sandboxPool = old.sandboxPool;
            this.taskEndpoint = old.taskEndpoint;
        }

        NodeSettings done() {
            return new NodeSettings(
                    old.cluster,
                    old.node,
                    old.region,
                    old.external,
                    old.host,
                    pullBehaviour,
                    stopGrace,
                    cleanupWait,
                    old.ports,
                    logDrivers,
                    imageCleanup,
                    sampling,
                    taskNetworks,
                    sandboxPool,
                    taskEndpoint);
        }
    }
}
