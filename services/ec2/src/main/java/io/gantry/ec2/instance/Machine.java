package io.gantry.ec2.instance;

import io.gantry.ec2.resource.Kind;
import io.gantry.ec2.resource.Scope;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;

/**
 * A host that has joined, as EC2 shows it.
 *
 * @param instanceId {@code i-...}, the one that ECS shows for its container instance
 * @param privateIp where other hosts reach it; empty for a host that is alone
 * @param zone in which it says that it stands
 * @param connected whether its agent is
 */
record Machine(
        Scope scope,
        String instanceId,
        String architecture,
        String type,
        String privateIp,
        String zone,
        boolean connected,
        Instant launchTime,
        Map<String, String> tags) {
    /**
     * The smallest of the types that are known which is as large as a host; the largest where none is. AWS's hosts say theirs, and others have none.
     *
     * @param cpus of 1,024 units
     */
    static String typeOf(String architecture, double cpus, long memoryMib) {
        Comparator<MachineType> smaller = Comparator.comparingInt(MachineType::cpus)
                .thenComparingLong(MachineType::memoryMib)
                .thenComparing(MachineType::name);
        return MachineType.all().stream()
                .filter(type -> type.architecture().equals(architecture))
                .filter(type -> type.cpus() >= cpus && type.memoryMib() >= memoryMib)
                .min(smaller)
                .or(() -> MachineType.all().stream()
                        .filter(type -> type.architecture().equals(architecture))
                        .max(smaller))
                .map(MachineType::name)
                .orElse("");
    }

    String privateDnsName() {
        return privateIp.isEmpty() ? "" : "ip-" + privateIp.replace('.', '-') + "." + scope.privateDomain();
    }

    String reservationId() {
        return "r-" + Kind.digest(instanceId).substring(0, instanceId.length() - "i-".length());
    }

    String imageId() {
        return NodeImage.id(architecture);
    }
}
