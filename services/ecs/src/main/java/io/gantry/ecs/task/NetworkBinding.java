package io.gantry.ecs.task;

/**
 * A container's port on its host, as its agent reports it.
 *
 * @param bindIp AWS's bindIP
 * @param containerPort 0 when a range is bound
 * @param hostPort 0 when a range is bound
 * @param protocol {@code tcp} or {@code udp}
 * @param containerPortRange {@code first-last}, else empty
 * @param hostPortRange {@code first-last}, else empty
 */
public record NetworkBinding(
        String bindIp,
        int containerPort,
        int hostPort,
        String protocol,
        String containerPortRange,
        String hostPortRange) {
    public NetworkBinding {
        bindIp = bindIp.intern();
        protocol = protocol.intern();
    }
}
