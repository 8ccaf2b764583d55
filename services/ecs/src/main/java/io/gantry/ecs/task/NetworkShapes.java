package io.gantry.ecs.task;

import io.gantry.ecs.network.NetworkAttachment;
import io.gantry.ecs.network.NetworkAttachment.Status;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.ecs.model.Attachment;
import software.amazon.awssdk.services.ecs.model.KeyValuePair;
import software.amazon.awssdk.services.ecs.model.NetworkInterface;

/**
 * A task's interface in AWS's shape.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Attachment.html">ECS: Attachment</a>
 */
final class NetworkShapes {
    private NetworkShapes() {}

    /** None, or the task's interface. */
    static List<Attachment> attachments(Task task) {
        return task.attachment().stream()
                .map(one -> Attachment.builder()
                        .id(task.attachmentId())
                        .type("ElasticNetworkInterface")
                        .status(status(task, one))
                        .details(details(one))
                        .build())
                .toList();
    }

    private static String status(Task task, NetworkAttachment one) {
        boolean going = task.lastStatus() == TaskStatus.DEPROVISIONING && one.status() != Status.DELETED;
        return going ? "DETACHING" : one.status().name();
    }

    private static List<KeyValuePair> details(NetworkAttachment one) {
        List<KeyValuePair> details = new ArrayList<>();
        if (!one.networkInterfaceId().isEmpty()) {
            details.add(detail("subnetId", one.subnetId()));
            details.add(detail("networkInterfaceId", one.networkInterfaceId()));
            details.add(detail("macAddress", one.macAddress()));
            if (!one.privateDnsName().isEmpty()) {
                details.add(detail("privateDnsName", one.privateDnsName()));
            }
            details.add(detail("privateIPv4Address", one.privateIpv4Address()));
        }
        return details;
    }

    private static KeyValuePair detail(String name, String value) {
        return KeyValuePair.builder().name(name).value(value).build();
    }

    /** The task's interface as each of its containers has it. */
    static List<NetworkInterface> interfaces(Task task) {
        return task.attachment().stream()
                .filter(one -> !one.networkInterfaceId().isEmpty())
                .map(one -> NetworkInterface.builder()
                        .attachmentId(task.attachmentId())
                        .privateIpv4Address(one.privateIpv4Address())
                        .build())
                .toList();
    }
}
