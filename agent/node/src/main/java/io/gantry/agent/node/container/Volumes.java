package io.gantry.agent.node.container;

import io.gantry.agent.node.port.ContainerRuntime.VolumeSpec;
import io.gantry.agent.protocol.TaskPayload;
import io.gantry.agent.protocol.VolumePayload;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Volumes of a task (agent-protocol.md 17.1). */
public final class Volumes {
    private static final String LOCAL = "local";

    private Volumes() {}

    /**
     * A volume that must be there before the task's containers are created.
     *
     * @param create make it if it is not there; otherwise its absence is the task's end
     * @param ownedByTask removed at cleanup
     */
    public record Needed(VolumeSpec spec, boolean create, boolean ownedByTask) {}

    /** The volumes to make or to find. */
    public static List<Needed> needed(TaskPayload task, String node) {
        List<Needed> needed = new ArrayList<>();
        for (VolumePayload volume : task.volumes()) {
            if (volume.dockerVolumeConfiguration().isPresent()) {
                VolumePayload.DockerVolume docker =
                        volume.dockerVolumeConfiguration().get();
                boolean shared = docker.scope().equals("shared");
                VolumeSpec spec = new VolumeSpec(
                        source(task, volume),
                        docker.driver().isEmpty() ? LOCAL : docker.driver(),
                        docker.driverOpts(),
                        shared ? docker.labels() : labels(task, node, docker.labels()));
                needed.add(new Needed(spec, !shared || docker.autoprovision(), !shared));
            } else if (hostPath(volume).isEmpty()) {
                needed.add(new Needed(
                        new VolumeSpec(source(task, volume), LOCAL, Map.of(), labels(task, node, Map.of())),
                        true,
                        true));
            }
        }
        return needed;
    }

    /** What stands before the colon of a bind: a path of the host, or a volume's name. */
    static String source(TaskPayload task, VolumePayload volume) {
        Optional<VolumePayload.DockerVolume> docker = volume.dockerVolumeConfiguration();
        if (docker.isPresent()) {
            return docker.get().scope().equals("shared") ? volume.name() : Names.volume(task, volume.name());
        }
        String path = hostPath(volume);
        return path.isEmpty() ? Names.volume(task, volume.name()) : path;
    }

    private static String hostPath(VolumePayload volume) {
        return volume.host().map(VolumePayload.Host::sourcePath).orElse("");
    }

    private static Map<String, String> labels(TaskPayload task, String node, Map<String, String> own) {
        Map<String, String> labels = new TreeMap<>(own);
        labels.put(Labels.NODE, node);
        labels.put(Labels.TASK, task.arn());
        return labels;
    }
}
