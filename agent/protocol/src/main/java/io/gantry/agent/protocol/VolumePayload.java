package io.gantry.agent.protocol;

import java.util.Map;
import java.util.Optional;

/**
 * A volume of a task (agent-protocol.md 7.3).
 *
 * @param type {@code host}, {@code docker}, {@code efs} or {@code fsxWindowsFileServer}
 */
public record VolumePayload(
        String name,
        String type,
        Optional<Host> host,
        Optional<DockerVolume> dockerVolumeConfiguration,
        Optional<EfsVolume> efsVolumeConfiguration,
        Optional<FsxWindowsVolume> fsxWindowsFileServerVolumeConfiguration) {

    /** A host volume; without a path it is a fresh local volume of the task. */
    public static VolumePayload ofHost(String name, String sourcePath) {
        return new VolumePayload(
                name, "host", Optional.of(new Host(sourcePath)), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** A volume of the engine. */
    public static VolumePayload ofDocker(String name, DockerVolume volume) {
        return new VolumePayload(
                name, "docker", Optional.empty(), Optional.of(volume), Optional.empty(), Optional.empty());
    }

    /** An EFS file system. */
    public static VolumePayload ofEfs(String name, EfsVolume volume) {
        return new VolumePayload(
                name, "efs", Optional.empty(), Optional.empty(), Optional.of(volume), Optional.empty());
    }

    /**
     * A folder of the host; an empty path asks for a fresh local volume of the task.
     */
    public record Host(String sourcePath) {}

    /**
     * A volume of the engine: {@code scope} is {@code task} or {@code shared}.
     */
    public record DockerVolume(
            String scope,
            boolean autoprovision,
            String driver,
            Map<String, String> driverOpts,
            Map<String, String> labels) {
        public DockerVolume {
            driverOpts = Ordered.copyOf(driverOpts);
            labels = Ordered.copyOf(labels);
        }
    }

    /**
     * An EFS file system.
     */
    public record EfsVolume(
            String fileSystemId,
            String rootDirectory,
            String transitEncryption,
            int transitEncryptionPort,
            Optional<EfsAuthorization> authorizationConfig) {}

    /**
     * How EFS is entered.
     */
    public record EfsAuthorization(String accessPointId, String iam) {}

    /**
     * An FSx for Windows share; no Linux host mounts it.
     */
    public record FsxWindowsVolume(
            String fileSystemId, String rootDirectory, Optional<FsxAuthorization> authorizationConfig) {}

    /**
     * The domain user of an FSx share.
     */
    public record FsxAuthorization(String credentialsParameter, String domain) {}
}
